/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-row"

#include "sb-row.h"

struct _SbRow {
  GObject parent_instance;

  char *id;           /* (owned) (nullable): while not loaded */
  SbRecord *snapshot; /* (owned) (nullable) */
  gboolean failed;
};

G_DEFINE_FINAL_TYPE (SbRow, sb_row, G_TYPE_OBJECT)

enum { PROP_0, PROP_ID, PROP_SNAPSHOT, PROP_FAILED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
sb_row_finalize (GObject *object)
{
  SbRow *self = SB_ROW (object);

  g_clear_pointer (&self->id, sb_id_free);
  g_clear_object (&self->snapshot);

  G_OBJECT_CLASS (sb_row_parent_class)->finalize (object);
}

static void
sb_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbRow *self = SB_ROW (object);

  switch (prop_id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_SNAPSHOT:
    g_value_set_object (value, self->snapshot);
    break;
  case PROP_FAILED:
    g_value_set_boolean (value, self->failed);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_row_class_init (SbRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sb_row_finalize;
  object_class->get_property = sb_row_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_SNAPSHOT] = g_param_spec_object ("snapshot", NULL, NULL, SB_TYPE_RECORD, flags);
  properties[PROP_FAILED] = g_param_spec_boolean ("failed", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sb_row_init (SbRow *self)
{
}

SbRow *
sb_row_new (SbRecord *snapshot)
{
  SbRow *self = g_object_new (SB_TYPE_ROW, NULL);

  if (snapshot != NULL)
    sb_row_set_snapshot (self, sb_record_get_own_id (snapshot), snapshot);

  return self;
}

const char *
sb_row_get_id (SbRow *self)
{
  g_return_val_if_fail (SB_IS_ROW (self), NULL);

  return self->id;
}

gpointer
sb_row_get_snapshot (SbRow *self)
{
  g_return_val_if_fail (SB_IS_ROW (self), NULL);

  return self->snapshot;
}

gboolean
sb_row_get_failed (SbRow *self)
{
  g_return_val_if_fail (SB_IS_ROW (self), FALSE);

  return self->failed;
}

gboolean
sb_row_set_snapshot (SbRow *self, const char *id, SbRecord *snapshot)
{
  gboolean renamed;
  gboolean replaced;

  g_return_val_if_fail (SB_IS_ROW (self), FALSE);

  renamed = sb_id_set_kept (&self->id, id);
  replaced = !sb_record_equal (self->snapshot, snapshot)
             && g_set_object (&self->snapshot, snapshot);

  /* Whoever hears of one of them finds all as they are now. */
  sb_row_set_failed (self, FALSE);
  if (renamed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
  if (replaced)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNAPSHOT]);

  return renamed || replaced;
}

/* (skip) */
void
sb_row_set_failed (SbRow *self, gboolean failed)
{
  g_return_if_fail (SB_IS_ROW (self));

  if (self->failed == failed)
    return;

  self->failed = failed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAILED]);
}
