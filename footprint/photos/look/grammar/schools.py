"""Schools, nurseries and colleges, by what stands on their signs, coats and badges."""

from __future__ import annotations

from footprint.photos.look.grammar.naming import Naming

SCHOOL = Naming(
    "school",
    "a school or nursery",
    r"schools?|academy|primary|infants'?|juniors'?|grammar|comprehensive|sixth form|college|pre-?school|playgroup|"
    r"nursery|nurseries|kindergarten|montessori|day care|childminders?|childcare|after school club|high school",
    r"driving|riding|dance|cookery|swim|language|flying|ballet|school (?:lane|road|street|house|bus|run|keep|crossing|"
    r"uniform|patrol|zone|entrance|holidays|term|meals|days)|old school|school'?s? out|garden|plants?|tree nursery|"
    r"nursery (?:rhyme|stock)|back to school|primary (?:care|colou?r|school teacher)|electoral|royal academy|"
    r"academy award|college green|police|ahead|slow|look out",
    r"ysgol|cylch meithrin|coleg|meithrinfa",
)
judge = SCHOOL.judge
