"""Finding a person at the counter; counts by township and village."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache

from siqiao.core.scope import Request, allow
from siqiao.registry.forms import PersonSearchForm
from siqiao.registry.models import Household
from siqiao.registry.selectors.counts import counts_by_township, total_of
from siqiao.registry.views.frame import show


@allow("registry.view")
@never_cache
def person_search(request: Request) -> HttpResponse:
    """Persons by name, whole number, household code, village. Asked by POST: a number never stands in an address."""
    is_asked = request.method == "POST"
    form = PersonSearchForm(request.POST if is_asked else None, scope=request.scope)
    found = form.found(request.scope) if is_asked else None
    return show(request, "person_search", form=form, found=found, is_asked=is_asked and form.is_valid())


@allow("registry.view")
def registry_counts(request: Request) -> HttpResponse:
    """Households and persons by township; `?township=` opens its villages."""
    townships = counts_by_township(request.scope)
    wanted = request.GET.get("township", "")
    chosen = next((township for township in townships if township.code == wanted), None)
    if chosen is None and len(townships) == 1:
        chosen = townships[0]
    types = Household.Type.choices
    context = {"townships": townships, "chosen": chosen, "total": total_of(townships), "types": types}
    return show(request, "counts", **context)
