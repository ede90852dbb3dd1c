"""Who may publish, as the rules of the database ask it."""

# Somebody who has the permission of the step, of their own or of a group's.
MAY_PUBLISH = """
EXISTS (SELECT FROM auth_user u WHERE u.id = NEW.approver_id AND (u.is_superuser OR EXISTS (
    SELECT FROM claims_step s JOIN django_content_type t ON true
    JOIN auth_permission p ON p.content_type_id = t.id
    AND s.permission = t.app_label || '.' || p.codename
    WHERE s.name = 'publish' AND p.id IN (
        SELECT permission_id FROM auth_user_user_permissions WHERE user_id = u.id
        UNION ALL SELECT g.permission_id FROM auth_group_permissions g
        JOIN auth_user_groups m ON m.group_id = g.group_id WHERE m.user_id = u.id))))
"""
