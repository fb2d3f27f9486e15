"""Clusters of an indicator in an Atlas: options, statistics, and what stands in their way."""

from layers.clusters.analysis import SMOOTHED, ClusterAnalysis, cluster_analysis, compared, nearest_year
from layers.clusters.asked import cluster_refusal, clusters_of_view
from layers.clusters.methods import CLUSTERING, MARKS, LocalResult
from layers.clusters.options import DEFAULT_OPTIONS, METHODS, ClusterOptions, Method, read_options, write_options

__all__ = [
    "CLUSTERING",
    "DEFAULT_OPTIONS",
    "MARKS",
    "METHODS",
    "SMOOTHED",
    "ClusterAnalysis",
    "ClusterOptions",
    "LocalResult",
    "Method",
    "cluster_analysis",
    "cluster_refusal",
    "clusters_of_view",
    "compared",
    "nearest_year",
    "read_options",
    "write_options",
]
