/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-carrier"

#include "sb-carrier.h"

#include "sb-session.h"

/* What may be there later is looked for again, in milliseconds. */
#define RETRY_AFTER (5 * 60 * 1000)

struct _SbCarrier {
  GObject parent_instance;

  SbAccount *account;        /* (owned) */
  SbServer *server;          /* (owned) */
  SbOperations *operations;  /* (owned) */
  SbClock *clock;            /* (owned) */
  GCancellable *cancellable; /* (owned): cancelled when it ends */
  guint timer;
};

G_DEFINE_FINAL_TYPE (SbCarrier, sb_carrier, G_TYPE_OBJECT)

static void look (SbCarrier *self);

static gboolean
again_cb (gpointer user_data)
{
  SbCarrier *self = user_data;

  self->timer = 0;
  look (self);

  return G_SOURCE_REMOVE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbCarrier) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbTenant) tenant = sb_server_load_tenant_finish (SB_SERVER (source), result, &error);

  /* Somebody opened the account meanwhile, or it is gone. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (tenant != NULL || sb_session_does_without_tenant (error))
    sb_operations_set_server (
      self->operations,
      self->server,
      sb_account_get_address (self->account),
      tenant != NULL ? sb_tenant_get_id (tenant, SB_TENANT_FIELD_DEFAULT_SPACE_ID) : NULL,
      sb_account_get_user_name (self->account));
  else if (!g_error_matches (error, SB_ERROR, SB_ERROR_UNAUTHORIZED))
    self->timer = sb_clock_add_timer (self->clock, RETRY_AFTER, again_cb, self, NULL);
}

static void
look (SbCarrier *self)
{
  sb_server_load_tenant_async (self->server, self->cancellable, looked_cb, g_object_ref (self));
}

static void
sb_carrier_dispose (GObject *object)
{
  SbCarrier *self = SB_CARRIER (object);

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_object (&self->account);
  g_clear_object (&self->server);
  g_clear_object (&self->operations);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sb_carrier_parent_class)->dispose (object);
}

static void
sb_carrier_class_init (SbCarrierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_carrier_dispose;
}

static void
sb_carrier_init (SbCarrier *self)
{
  self->cancellable = g_cancellable_new ();
}

SbCarrier *
sb_carrier_new (SbAccount *account, SbServer *server, SbOperations *operations, SbClock *clock)
{
  SbCarrier *self;

  g_return_val_if_fail (SB_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (SB_IS_OPERATIONS (operations), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_CARRIER, NULL);
  self->account = g_object_ref (account);
  self->server = g_object_ref (server);
  self->operations = g_object_ref (operations);
  self->clock = g_object_ref (clock);
  /* Nobody types another secret here. */
  sb_server_leave (server);
  look (self);

  return self;
}

void
sb_carrier_stop (SbCarrier *self)
{
  g_return_if_fail (SB_IS_CARRIER (self));

  g_cancellable_cancel (self->cancellable);
  sb_clock_clear_timer (self->clock, &self->timer);
}
