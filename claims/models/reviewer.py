"""Who may publish, as the rules of the database ask it."""


def may_publish(person):
    """Return SQL: has a person (a column) the permission of the step, their own or a group's?"""
    return f"""
EXISTS (SELECT FROM auth_user u WHERE u.id = {person} AND (u.is_superuser OR EXISTS (
    SELECT FROM claims_step s JOIN django_content_type t ON true
    JOIN auth_permission p ON p.content_type_id = t.id
    AND s.permission = t.app_label || '.' || p.codename
    WHERE s.name = 'publish' AND p.id IN (
        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id
        UNION ALL SELECT g.permission_id FROM auth_group_permissions g
        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))
"""
