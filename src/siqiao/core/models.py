"""Tables of the furniture. Behaviour is in the module named after each: regions, audit, evidence, jobs, lifecycle."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from siqiao.core.scope import CountyScoped


class Region(models.Model):
    """A province, city, county, township or village by its twelve-digit code (GB/T 2260 and its extension)."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省级")
        CITY = "city", _("地级")
        COUNTY = "county", _("县级")
        TOWNSHIP = "township", _("乡级")
        VILLAGE = "village", _("村级")

    code = models.CharField(_("区划代码"), primary_key=True, max_length=12)
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("级别"), max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class RegionAlias(models.Model):
    """Another name in use for a region: older, shorter, or written with a variant character."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="region_alias_once")]


class CountyPair(models.Model):
    """An eastern district and the western county it is paired with: what one side may see of the other."""

    east = models.ForeignKey(Region, models.PROTECT, related_name="pairs_as_east")
    west = models.ForeignKey(Region, models.PROTECT, related_name="pairs_as_west")
    since_year = models.PositiveSmallIntegerField(_("起始年度"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["east", "west"], name="county_pair_once")]

    def __str__(self) -> str:
        return f"{self.east.name} — {self.west.name}"


class AuditEntry(models.Model):
    """One link of the hash chain: who did what to which record, and how it stood afterwards."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(_("时间"))
    actor = models.CharField(_("经办"), max_length=150)
    action = models.CharField(_("操作"), max_length=60, db_index=True)
    subject = models.CharField(_("对象"), max_length=60)  # app.model
    subject_key = models.CharField(_("编号"), max_length=40)
    title = models.CharField(_("名称"), max_length=200)
    county = models.CharField(max_length=6, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    note = models.TextField(_("说明"), blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["subject", "subject_key", "-number"], name="audit_subject")]


class AuditHead(models.Model):
    """The end of the chain, locked while a link is added; a cut tail shows against it."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)


class StateChange(models.Model):
    """One step on a record's life line."""

    subject = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=40)
    source = models.CharField(max_length=30, blank=True)
    target = models.CharField(max_length=30)
    transition = models.CharField(max_length=40)
    on = models.DateField(_("日期"))
    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(_("经办"), max_length=150)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["subject", "subject_key", "on"], name="state_change_subject")]


class StoredFile(models.Model):
    """A file kept once, under its SHA-256."""

    digest = models.CharField(primary_key=True, max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)


class Attachment(CountyScoped):
    """A stored file as evidence of a record."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    subject = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=40)
    title = models.CharField(_("标题"), max_length=200)
    kind = models.CharField(_("类别"), max_length=30, blank=True)
    taken_on = models.DateField(_("日期"), null=True, blank=True)
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-added_at"]
        indexes = [models.Index(fields=["subject", "subject_key"], name="attachment_subject")]


class Job(models.Model):
    """Long work: waiting, running with progress, or ended with a result or a reason. The row is the queue."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待")
        RUNNING = "running", _("进行中")
        DONE = "done", _("完成")
        FAILED = "failed", _("未完成")
        CANCELLED = "cancelled", _("已取消")
        LOST = "lost", _("中断")

    name = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    county = models.CharField(max_length=6, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    done_share = models.FloatField(default=0)
    step = models.CharField(max_length=200, blank=True)
    cancel_wanted = models.BooleanField(default=False)
    result = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]


class SavedView(models.Model):
    """A ledger's filter, order and columns under a name of one's own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    ledger = models.CharField(max_length=60)
    name = models.CharField(_("名称"), max_length=60)
    query = models.TextField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "ledger", "name"], name="saved_view_once")]


class ImportBatch(CountyScoped):
    """One file taken into one ledger: what it did, and what it needs to be undone."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("待确认")
        DONE = "done", _("已导入")
        UNDONE = "undone", _("已撤销")

    audit_skips = ("preview",)

    ledger = models.CharField(_("台账"), max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT)
    file_name = models.CharField(_("文件"), max_length=200)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PREVIEW)
    accounted = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)  # what the person sees before saying yes: faults, first rows
    digest = models.CharField(max_length=64, blank=True)
    actor = models.CharField(_("经办"), max_length=150)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


class ImportedRow(models.Model):
    """What one row of a file did to one record: made it (before is empty) or changed it."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    row_number = models.PositiveIntegerField()
    subject_key = models.CharField(max_length=40)
    before = models.JSONField(null=True)

    class Meta:
        ordering = ["id"]
