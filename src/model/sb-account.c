/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-account"

#include "sb-account.h"

struct _SbAccount {
  GObject parent_instance;

  char *id;
  gboolean demo;
  char *texts[6]; /* (nullable): see TEXT_… */
  SbAuth auth;
  gboolean use_unpublished_calls;
};

G_DEFINE_FINAL_TYPE (SbAccount, sb_account, G_TYPE_OBJECT)

enum { TEXT_LABEL, TEXT_ADDRESS, TEXT_USER_NAME, TEXT_CA_FILE, TEXT_DEVICE_SPACE, TEXT_KIND };

/* The text properties are in the order of TEXT_…. */
enum {
  PROP_0,
  PROP_LABEL,
  PROP_ADDRESS,
  PROP_USER_NAME,
  PROP_CA_FILE,
  PROP_DEVICE_SPACE,
  PROP_KIND,
  PROP_ID,
  PROP_DEMO,
  PROP_AUTH,
  PROP_USE_UNPUBLISHED_CALLS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

GType
sb_auth_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type)) {
    static const GEnumValue values[] = {
      { SB_AUTH_BASIC, "SB_AUTH_BASIC", "basic" },
      { SB_AUTH_BEARER, "SB_AUTH_BEARER", "bearer" },
      { 0, NULL, NULL },
    };

    g_once_init_leave (&type, g_enum_register_static ("SbAuth", values));
  }

  return type;
}

static void
set_text (SbAccount *self, guint text, const char *value)
{
  g_return_if_fail (SB_IS_ACCOUNT (self));

  if (g_strcmp0 (self->texts[text], value) == 0)
    return;

  g_free (self->texts[text]);
  self->texts[text] = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL + text]);
}

static void
sb_account_finalize (GObject *object)
{
  SbAccount *self = SB_ACCOUNT (object);

  g_clear_pointer (&self->id, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_clear_pointer (&self->texts[i], g_free);

  G_OBJECT_CLASS (sb_account_parent_class)->finalize (object);
}

static void
sb_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbAccount *self = SB_ACCOUNT (object);

  switch (prop_id) {
  case PROP_LABEL:
  case PROP_ADDRESS:
  case PROP_USER_NAME:
  case PROP_CA_FILE:
  case PROP_DEVICE_SPACE:
  case PROP_KIND:
    g_value_set_string (value, self->texts[prop_id - PROP_LABEL]);
    break;
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_DEMO:
    g_value_set_boolean (value, self->demo);
    break;
  case PROP_AUTH:
    g_value_set_enum (value, (int) self->auth);
    break;
  case PROP_USE_UNPUBLISHED_CALLS:
    g_value_set_boolean (value, self->use_unpublished_calls);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_account_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SbAccount *self = SB_ACCOUNT (object);

  switch (prop_id) {
  case PROP_LABEL:
  case PROP_ADDRESS:
  case PROP_USER_NAME:
  case PROP_CA_FILE:
  case PROP_DEVICE_SPACE:
  case PROP_KIND:
    set_text (self, prop_id - PROP_LABEL, g_value_get_string (value));
    break;
  case PROP_ID:
    self->id = g_value_dup_string (value);
    break;
  case PROP_DEMO:
    self->demo = g_value_get_boolean (value);
    break;
  case PROP_AUTH:
    sb_account_set_auth (self, (SbAuth) g_value_get_enum (value));
    break;
  case PROP_USE_UNPUBLISHED_CALLS:
    sb_account_set_use_unpublished_calls (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_account_class_init (SbAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags fixed = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sb_account_finalize;
  object_class->get_property = sb_account_get_property;
  object_class->set_property = sb_account_set_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_USER_NAME] = g_param_spec_string ("user-name", NULL, NULL, NULL, flags);
  properties[PROP_CA_FILE] = g_param_spec_string ("ca-file", NULL, NULL, NULL, flags);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, fixed);
  properties[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, fixed);
  properties[PROP_AUTH] =
    g_param_spec_enum ("auth", NULL, NULL, SB_TYPE_AUTH, SB_AUTH_BASIC, flags);
  properties[PROP_DEVICE_SPACE] = g_param_spec_string ("device-space", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, SB_ACCOUNT_KIND_DEFAULT, flags);
  properties[PROP_USE_UNPUBLISHED_CALLS] =
    g_param_spec_boolean ("use-unpublished-calls", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sb_account_init (SbAccount *self)
{
  self->texts[TEXT_KIND] = g_strdup (SB_ACCOUNT_KIND_DEFAULT);
}

SbAccount *
sb_account_new (const char *id, gboolean demo)
{
  g_autofree char *made = id == NULL ? g_uuid_string_random () : NULL;

  return g_object_new (SB_TYPE_ACCOUNT, "id", id != NULL ? id : made, "demo", demo, NULL);
}

const char *
sb_account_get_id (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), NULL);

  return self->id;
}

gboolean
sb_account_is_demo (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), FALSE);

  return self->demo;
}

const char *
sb_account_get_label (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), NULL);

  return self->texts[TEXT_LABEL];
}

const char *
sb_account_get_address (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), NULL);

  return self->texts[TEXT_ADDRESS];
}

const char *
sb_account_get_user_name (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), NULL);

  return self->texts[TEXT_USER_NAME];
}

const char *
sb_account_get_ca_file (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), NULL);

  return self->texts[TEXT_CA_FILE];
}

SbAuth
sb_account_get_auth (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), SB_AUTH_BASIC);

  return self->auth;
}

const char *
sb_account_get_kind (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), NULL);

  return self->texts[TEXT_KIND];
}

const char *
sb_account_get_device_space (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), NULL);

  return self->texts[TEXT_DEVICE_SPACE];
}

gboolean
sb_account_get_use_unpublished_calls (SbAccount *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), FALSE);

  return self->use_unpublished_calls;
}

gboolean
sb_account_is_same_sign_in (SbAccount *self, SbAccount *other)
{
  g_return_val_if_fail (SB_IS_ACCOUNT (self), FALSE);
  g_return_val_if_fail (SB_IS_ACCOUNT (other), FALSE);

  return g_strcmp0 (self->texts[TEXT_ADDRESS], other->texts[TEXT_ADDRESS]) == 0
         && g_strcmp0 (self->texts[TEXT_USER_NAME], other->texts[TEXT_USER_NAME]) == 0
         && g_str_equal (self->texts[TEXT_KIND], other->texts[TEXT_KIND])
         && self->auth == other->auth;
}

void
sb_account_set_label (SbAccount *self, const char *label)
{
  set_text (self, TEXT_LABEL, label);
}

void
sb_account_set_address (SbAccount *self, const char *address)
{
  set_text (self, TEXT_ADDRESS, address);
}

void
sb_account_set_user_name (SbAccount *self, const char *user_name)
{
  set_text (self, TEXT_USER_NAME, user_name);
}

void
sb_account_set_ca_file (SbAccount *self, const char *ca_file)
{
  set_text (self, TEXT_CA_FILE, ca_file);
}

void
sb_account_set_kind (SbAccount *self, const char *kind)
{
  set_text (self, TEXT_KIND, kind != NULL ? kind : SB_ACCOUNT_KIND_DEFAULT);
}

void
sb_account_set_auth (SbAccount *self, SbAuth auth)
{
  g_return_if_fail (SB_IS_ACCOUNT (self));

  if (self->auth == auth)
    return;

  self->auth = auth;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTH]);
}

void
sb_account_set_device_space (SbAccount *self, const char *id)
{
  set_text (self, TEXT_DEVICE_SPACE, id != NULL && *id != '\0' ? id : NULL);
}

void
sb_account_set_use_unpublished_calls (SbAccount *self, gboolean use_unpublished_calls)
{
  g_return_if_fail (SB_IS_ACCOUNT (self));

  if (self->use_unpublished_calls == use_unpublished_calls)
    return;

  self->use_unpublished_calls = use_unpublished_calls;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USE_UNPUBLISHED_CALLS]);
}
