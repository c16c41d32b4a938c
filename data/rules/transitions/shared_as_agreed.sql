-- rule: shared_without_agreement
-- severity: warns
-- says: Whether parents agreed where information was shared
SELECT row, 'parents_agreed' AS "column",
       'Information went to the school on ' || strftime(information_shared_on, '%-d %b %Y')
       || ', but parents did not agree to that. Check the answer and the date.' AS message
FROM typed
WHERE information_shared_on IS NOT NULL AND parents_agreed = 'no'
