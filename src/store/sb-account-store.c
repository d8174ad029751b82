/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-account-store"

#include "sb-account-store.h"

#include "sb-list-model.h"

#define SCHEMA         "io.github.signalbox.Signalbox"
#define ACCOUNT_SCHEMA "io.github.signalbox.Signalbox.Account"
#define ACCOUNT_PATH   "/io/github/signalbox/Signalbox/accounts/"
#define KEY_ACCOUNTS   "accounts"
#define KEY_CURRENT    "current-account"

struct _SbAccountStore {
  GObject parent_instance;

  GSettings *settings;
  GPtrArray *accounts; /* (element-type SbAccount) */
  char *current_id;    /* (nullable) */
};

SB_DEFINE_LIST_MODEL (SbAccountStore,
                      sb_account_store,
                      accounts,
                      SB_TYPE_ACCOUNT,
                      g_ptr_array_index (self->accounts, position))

G_DEFINE_FINAL_TYPE_WITH_CODE (SbAccountStore,
                               sb_account_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sb_account_store_list_model_init))

/* (transfer full): where the account is kept. Its id is a uuid, and so good for a path. */
static GSettings *
open_account (const char *id)
{
  g_autofree char *path = g_strconcat (ACCOUNT_PATH, id, "/", NULL);

  return g_settings_new_with_path (ACCOUNT_SCHEMA, path);
}

/* (transfer full) (nullable): an empty setting is one that is not set. */
static char *
read_text (GSettings *settings, const char *key)
{
  g_autofree char *text = g_settings_get_string (settings, key);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
write_text (GSettings *settings, const char *key, const char *text)
{
  g_settings_set_string (settings, key, text != NULL ? text : "");
}

/* The space was a number once. What is chosen since counts, be it the server's default. */
static void
take_over_space (GSettings *settings)
{
  gint64 number = g_settings_get_int64 (settings, "device-space");
  g_autoptr (GVariant) chosen = g_settings_get_user_value (settings, "space");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (number > 0 && chosen == NULL)
    g_settings_set_string (settings, "space", id);
  g_settings_reset (settings, "device-space");
}

static SbAccount *
read_account (const char *id)
{
  g_autoptr (GSettings) settings = open_account (id);
  SbAccount *account = sb_account_new (id, FALSE);
  g_autofree char *label = read_text (settings, "label");
  g_autofree char *address = read_text (settings, "address");
  g_autofree char *user_name = read_text (settings, "user-name");
  g_autofree char *ca_file = read_text (settings, "ca-file");
  g_autofree char *kind = read_text (settings, "kind");
  g_autofree char *space = NULL;

  take_over_space (settings);
  space = read_text (settings, "space");

  sb_account_set_kind (account, kind);
  sb_account_set_label (account, label);
  sb_account_set_address (account, address);
  sb_account_set_user_name (account, user_name);
  sb_account_set_auth (account, (SbAuth) g_settings_get_enum (settings, "auth"));
  sb_account_set_ca_file (account, ca_file);
  sb_account_set_device_space (account, space);
  sb_account_set_use_unpublished_calls (account,
                                        g_settings_get_boolean (settings, "use-unpublished-calls"));

  return account;
}

static void
write_list (SbAccountStore *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < self->accounts->len; i++)
    g_strv_builder_add (builder, sb_account_get_id (g_ptr_array_index (self->accounts, i)));
  ids = g_strv_builder_end (builder);

  g_settings_set_strv (self->settings, KEY_ACCOUNTS, (const char *const *) ids);
}

static void
read_list (SbAccountStore *self)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, KEY_ACCOUNTS);

  for (gsize i = 0; ids[i] != NULL; i++) {
    if (!g_uuid_string_is_valid (ids[i]))
      g_debug ("an account has the id “%s”, which is not one", ids[i]);
    else if (sb_account_store_find (self, ids[i]) == NULL)
      g_ptr_array_add (self->accounts, read_account (ids[i]));
  }

  self->current_id = read_text (self->settings, KEY_CURRENT);
}

static void
sb_account_store_finalize (GObject *object)
{
  SbAccountStore *self = SB_ACCOUNT_STORE (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->current_id, g_free);

  G_OBJECT_CLASS (sb_account_store_parent_class)->finalize (object);
}

static void
sb_account_store_class_init (SbAccountStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_account_store_finalize;
}

static void
sb_account_store_init (SbAccountStore *self)
{
  self->settings = g_settings_new (SCHEMA);
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  read_list (self);
}

SbAccountStore *
sb_account_store_new (void)
{
  return g_object_new (SB_TYPE_ACCOUNT_STORE, NULL);
}

SbAccount *
sb_account_store_find (SbAccountStore *self, const char *id)
{
  g_return_val_if_fail (SB_IS_ACCOUNT_STORE (self), NULL);

  for (guint i = 0; i < self->accounts->len; i++) {
    SbAccount *account = g_ptr_array_index (self->accounts, i);

    if (g_strcmp0 (sb_account_get_id (account), id) == 0)
      return account;
  }

  return NULL;
}

void
sb_account_store_add (SbAccountStore *self, SbAccount *account)
{
  g_return_if_fail (SB_IS_ACCOUNT_STORE (self));
  g_return_if_fail (SB_IS_ACCOUNT (account));
  g_return_if_fail (!sb_account_is_demo (account));
  g_return_if_fail (g_uuid_string_is_valid (sb_account_get_id (account)));
  g_return_if_fail (sb_account_store_find (self, sb_account_get_id (account)) == NULL);

  g_ptr_array_add (self->accounts, g_object_ref (account));
  /* The account before the list that names it: a crash between the two leaves nothing half. */
  sb_account_store_save (self, account);
  write_list (self);
  g_list_model_items_changed (G_LIST_MODEL (self), self->accounts->len - 1, 0, 1);
}

void
sb_account_store_save (SbAccountStore *self, SbAccount *account)
{
  g_autoptr (GSettings) settings = NULL;
  SbAccount *old;
  guint position;

  g_return_if_fail (SB_IS_ACCOUNT_STORE (self));
  g_return_if_fail (SB_IS_ACCOUNT (account));

  old = sb_account_store_find (self, sb_account_get_id (account));
  g_return_if_fail (old != NULL);

  settings = open_account (sb_account_get_id (account));
  g_settings_delay (settings);
  write_text (settings, "label", sb_account_get_label (account));
  write_text (settings, "address", sb_account_get_address (account));
  write_text (settings, "user-name", sb_account_get_user_name (account));
  write_text (settings, "kind", sb_account_get_kind (account));
  g_settings_set_enum (settings, "auth", (int) sb_account_get_auth (account));
  write_text (settings, "ca-file", sb_account_get_ca_file (account));
  write_text (settings, "space", sb_account_get_device_space (account));
  g_settings_set_boolean (settings,
                          "use-unpublished-calls",
                          sb_account_get_use_unpublished_calls (account));
  g_settings_apply (settings);

  /* Whoever still speaks to the server as the old one goes on as the old one. */
  if (old != account && g_ptr_array_find (self->accounts, old, &position)) {
    g_set_object (&g_ptr_array_index (self->accounts, position), account);
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
  }
}

void
sb_account_store_remove (SbAccountStore *self, SbAccount *account)
{
  g_autoptr (SbAccount) removed = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;
  guint position;

  g_return_if_fail (SB_IS_ACCOUNT_STORE (self));
  g_return_if_fail (SB_IS_ACCOUNT (account));
  g_return_if_fail (g_ptr_array_find (self->accounts, account, &position));

  removed = g_object_ref (account);
  g_ptr_array_remove_index (self->accounts, position);
  write_list (self);
  if (g_strcmp0 (self->current_id, sb_account_get_id (removed)) == 0)
    sb_account_store_set_current_id (self, NULL);

  settings = open_account (sb_account_get_id (removed));
  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (gsize i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);

  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

const char *
sb_account_store_get_current_id (SbAccountStore *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT_STORE (self), NULL);

  return self->current_id;
}

void
sb_account_store_set_current_id (SbAccountStore *self, const char *id)
{
  g_autofree char *old = NULL;

  g_return_if_fail (SB_IS_ACCOUNT_STORE (self));

  old = g_steal_pointer (&self->current_id);
  self->current_id = g_strdup (id);
  write_text (self->settings, KEY_CURRENT, self->current_id);
}

SbAccount *
sb_account_store_get_current (SbAccountStore *self)
{
  g_return_val_if_fail (SB_IS_ACCOUNT_STORE (self), NULL);

  return self->current_id != NULL ? sb_account_store_find (self, self->current_id) : NULL;
}
