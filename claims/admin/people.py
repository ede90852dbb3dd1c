"""The people at the desk and their groups: nobody gives themselves more than they have."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, User

from sources.admin import Desk
from sources.admin.desk import DeskForm

admin.site.unregister(User)
admin.site.unregister(Group)


class PersonForm(DeskForm, UserChangeForm):
    pass


class NewPerson(DeskForm, AdminUserCreationForm):
    pass


@admin.register(User)
class PersonAdmin(Desk, UserAdmin):
    form = PersonForm
    add_form = NewPerson
    parts = ["auth_user_groups", "auth_user_user_permissions"]
    date_hierarchy = "date_joined"

    def get_readonly_fields(self, request, obj=None):
        if request.user.is_superuser:
            return []
        own = ["groups"] if obj == request.user else []
        return ["is_superuser", "user_permissions", *own]

    def has_change_permission(self, request, obj=None):
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not beyond and super().has_change_permission(request, obj)


@admin.register(Group)
class PeopleAdmin(Desk, GroupAdmin):
    """What a group may do is decided where the site is run, by a superuser."""

    parts = ["auth_group_permissions"]

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser
