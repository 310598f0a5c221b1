"""Jobs of the furniture itself."""

from typing import Any

from siqiao.core import audit
from siqiao.core.jobs import Progress, work
from siqiao.core.models import AuditHead, Job

FINDINGS_KEPT = 200


@work("audit.verify")
def verify_chain(progress: Progress, job: Job) -> dict[str, Any]:
    """Walk the audit chain; the result says how many links were walked and what does not fit."""
    findings = audit.verify(lambda share: progress(share, "核对审计链"))
    head = AuditHead.objects.filter(id=1).first()
    return {
        "links": head.number if head else 0,
        "count": len(findings),
        "findings": [{"place": f.place, "message": f.message} for f in findings[:FINDINGS_KEPT]],
    }
