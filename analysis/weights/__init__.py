"""Which quarters count as neighbours: spatial weights for clusters, findings and smoothing."""

from analysis.weights.bridges import bridged
from analysis.weights.contiguity import queen, rook
from analysis.weights.distance_band import distance_band
from analysis.weights.groups import connected_groups
from analysis.weights.k_nearest import k_nearest
from analysis.weights.spatial_weights import Kind, Neighbours, SpatialWeights

__all__ = [
    "Kind",
    "Neighbours",
    "SpatialWeights",
    "bridged",
    "connected_groups",
    "distance_band",
    "k_nearest",
    "queen",
    "rook",
]
