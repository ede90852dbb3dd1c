"""The people at the desk and their groups: nobody gives themselves more than they have."""

import django_otp.plugins.otp_static.admin
import django_otp.plugins.otp_totp.admin  # noqa: F401 (as the one above: they register these two)
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, User
from django_otp import devices_for_user
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from sources.admin import VersionedModelAdmin, hooks
from sources.admin.base import DeskForm

ALONE = (
    "{} of these log in with a password alone now, and have to log in again. Your own second "
    "factor you take away under Your log-in, with a code."
)
# The one place that takes an admin off: these register themselves. Nobody sees others' secrets.
admin.site.unregister([User, Group, TOTPDevice, StaticDevice])


class PersonForm(DeskForm, UserChangeForm):
    pass


class NewPersonForm(DeskForm, AdminUserCreationForm):
    pass


@admin.register(User)
class PersonAdmin(VersionedModelAdmin, UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    history_tables = ["auth_user_groups", "auth_user_user_permissions"]
    date_hierarchy = "date_joined"
    actions = ["remove_second_factor"]

    @admin.action(description="Take the second factor away (a lost phone)", permissions=["change"])
    def remove_second_factor(self, request, people):
        """
        Let people log in with their password alone, and end their log-ins.

        A superuser's is taken by a superuser, and nobody's own, which asks for a code, here.
        """
        others = people.exclude(pk=request.user.pk)
        others = [one for one in others if self.has_change_permission(request, one)]
        for person in others:
            for device in devices_for_user(person, confirmed=None):
                device.delete()
            for end in hooks.registered("end_log_ins", User):
                end(person)
        self.message_user(request, ALONE.format(len(others)))

    def get_readonly_fields(self, request, obj=None):
        if request.user.is_superuser:
            return ["is_superuser"]  # the owner's to give: the database refuses it to the desk
        own_groups = ["groups"] if obj == request.user else []
        return ["is_superuser", "user_permissions", *own_groups]

    def has_change_permission(self, request, obj=None):
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)


@admin.register(Group)
class PeopleAdmin(VersionedModelAdmin, GroupAdmin):
    """What a group may do is decided where the site is run, by a superuser."""

    history_tables = ["auth_group_permissions"]

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser
