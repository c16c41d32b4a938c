-- grain: one row a week, twelve weeks from the Monday of the day's week, once reviews were loaded
WITH weeks AS (
    SELECT date_trunc('week', $as_of::DATE)::DATE + (7 * n)::INTEGER AS week_starting FROM range(12) w (n)
    WHERE standing.ever_loaded('sen_reviews', $known_at)
)
SELECT week_starting, standing.term_name(standing.term_of(week_starting)) AS term,
       len(list_filter(range(0, 5), lambda n: standing.is_working_day(week_starting + n::INTEGER))) AS working_days
FROM weeks
ORDER BY week_starting
