"""Which settings are asked about: by cluster, provider type and allocated officer."""

from __future__ import annotations

from dataclasses import dataclass

from tests.plain.log import Row


@dataclass(frozen=True)
class Filters:
    """The values chosen of each; none of them means all. A setting is chosen when it has one of every kind."""

    clusters: tuple[str, ...] = ()
    provider_types: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()

    def has(self, row: Row) -> bool:
        """Whether the setting of a register row is chosen, as it stood on the day of that row."""
        return (
            (not self.clusters or row["cluster"] in self.clusters)
            and (not self.provider_types or row["provider_type"] in self.provider_types)
            and (not self.officers or row["area_senco"] in self.officers)
        )

    def has_cluster(self, cluster: str | None) -> bool:
        """Whether what is for a cluster, or for all (None), is for one of those chosen."""
        return not self.clusters or cluster in (None, *self.clusters)


ALL = Filters()
