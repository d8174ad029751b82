/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-draft"

#include "sb-draft.h"

#include "sb-draft-proposal.h"
#include "sb-draft-rules.h"
#include "sb-target-list.h"

/* How a draft began, to know whether anything was changed. */
typedef struct {
  char *texts[SB_N_DRAFT_FIELDS]; /* (owned) */
  gint64 numbers[SB_N_DRAFT_FIELDS];
  GArray *ids[SB_N_TARGET_KINDS]; /* (owned) (element-type gint64) */
} Start;

struct _SbDraft {
  GObject parent_instance;

  char *uuid;                /* (owned) */
  char *policy_type;         /* (owned) (nullable): the one that it was taken from has */
  SbConfiguration *original; /* (owned) (nullable): what is being edited */

  char *texts[SB_N_DRAFT_FIELDS];           /* (owned): of the fields that are texts; else NULL */
  gint64 numbers[SB_N_DRAFT_FIELDS];        /* of the others */
  SbTargetList *targets[SB_N_TARGET_KINDS]; /* (owned) */
  Start start;

  SbProblem *problems[SB_N_DRAFT_FIELDS];        /* (owned) (nullable): our own */
  SbProblem *server_problems[SB_N_DRAFT_FIELDS]; /* (owned) (nullable): stay until a change */
};

G_DEFINE_FINAL_TYPE (SbDraft, sb_draft, G_TYPE_OBJECT)

/* A property's number is its field's, plus one. */
static GParamSpec *properties[SB_N_DRAFT_FIELDS + 1];

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_text (SbDraftField field)
{
  return field == SB_DRAFT_NAME || field == SB_DRAFT_DESCRIPTION || field == SB_DRAFT_CARRIER_URL
         || field == SB_DRAFT_SERVER_NAME;
}

static void
update_problem (SbDraft *self, SbDraftField field)
{
  g_clear_pointer (&self->problems[field], sb_problem_free);
  self->problems[field] = sb_draft_check_field (self, field);
}

/* After a change of @field: what the server said about it no longer holds. */
static void
field_changed (SbDraft *self, SbDraftField field)
{
  g_clear_pointer (&self->server_problems[field], sb_problem_free);
  update_problem (self, field);

  g_object_notify_by_pspec (G_OBJECT (self), properties[field + 1]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_text (SbDraft *self, SbDraftField field, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  if (g_str_equal (valid, self->texts[field]))
    return;

  g_free (self->texts[field]);
  self->texts[field] = g_steal_pointer (&valid);

  field_changed (self, field);
}

static void
set_number (SbDraft *self, SbDraftField field, gint64 number)
{
  if (number == self->numbers[field])
    return;

  self->numbers[field] = number;

  field_changed (self, field);
}

/* What was given is the start: from here on something is changed or not. */
static void
settle (SbDraft *self)
{
  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    update_problem (self, field);
    g_free (self->start.texts[field]);
    self->start.texts[field] = g_strdup (self->texts[field]);
    self->start.numbers[field] = self->numbers[field];
  }

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    g_clear_pointer (&self->start.ids[kind], g_array_unref);
    self->start.ids[kind] = sb_target_list_dup_ids (self->targets[kind]);
  }
}

static void
targets_changed (SbDraft *self)
{
  g_clear_pointer (&self->server_problems[SB_DRAFT_DISTRIBUTION], sb_problem_free);
  update_problem (self, SB_DRAFT_DISTRIBUTION);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_configuration (SbDraft *self, SbConfiguration *configuration)
{
  self->policy_type = g_strdup (
    sb_configuration_get_string (configuration, SB_CONFIGURATION_POLICY_TYPE));
  sb_draft_fill (self, configuration);
}

static void
sb_draft_finalize (GObject *object)
{
  SbDraft *self = SB_DRAFT (object);

  g_clear_pointer (&self->uuid, g_free);
  g_clear_pointer (&self->policy_type, g_free);
  g_clear_object (&self->original);

  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    g_clear_pointer (&self->texts[field], g_free);
    g_clear_pointer (&self->start.texts[field], g_free);
    g_clear_pointer (&self->problems[field], sb_problem_free);
    g_clear_pointer (&self->server_problems[field], sb_problem_free);
  }

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    g_clear_object (&self->targets[kind]);
    g_clear_pointer (&self->start.ids[kind], g_array_unref);
  }

  G_OBJECT_CLASS (sb_draft_parent_class)->finalize (object);
}

static void
sb_draft_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbDraft *self = SB_DRAFT (object);
  SbDraftField field = prop_id - 1;

  if (G_IS_PARAM_SPEC_STRING (pspec))
    g_value_set_string (value, self->texts[field]);
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    g_value_set_boolean (value, self->numbers[field] != 0);
  else if (G_IS_PARAM_SPEC_ENUM (pspec))
    g_value_set_enum (value, (int) self->numbers[field]);
  else
    g_value_set_int64 (value, self->numbers[field]);
}

static void
sb_draft_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SbDraft *self = SB_DRAFT (object);
  SbDraftField field = prop_id - 1;

  if (G_IS_PARAM_SPEC_STRING (pspec))
    set_text (self, field, g_value_get_string (value));
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    set_number (self, field, g_value_get_boolean (value));
  else if (G_IS_PARAM_SPEC_ENUM (pspec))
    set_number (self, field, g_value_get_enum (value));
  else
    set_number (self, field, g_value_get_int64 (value));
}

static void
sb_draft_class_init (SbDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sb_draft_finalize;
  object_class->get_property = sb_draft_get_property;
  object_class->set_property = sb_draft_set_property;

  properties[SB_DRAFT_NAME + 1] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[SB_DRAFT_DESCRIPTION + 1] = g_param_spec_string ("description", NULL, NULL, "", flags);
  properties[SB_DRAFT_OS + 1] =
    g_param_spec_enum ("platform", NULL, NULL, sb_platform_get_type (), SB_PLATFORM_UNKNOWN, flags);
  properties[SB_DRAFT_CARRIER_URL + 1] = g_param_spec_string ("carrier-url", NULL, NULL, "", flags);
  properties[SB_DRAFT_SERVER_NAME + 1] = g_param_spec_string ("server-name", NULL, NULL, "", flags);
  properties[SB_DRAFT_IS_DISCOVERY_SERVER + 1] =
    g_param_spec_boolean ("is-discovery-server", NULL, NULL, FALSE, flags);
  properties[SB_DRAFT_AUTO_ENABLE + 1] =
    g_param_spec_boolean ("auto-enable", NULL, NULL, FALSE, flags);
  properties[SB_DRAFT_SPACE + 1] =
    g_param_spec_int64 ("space", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[SB_DRAFT_ENABLED + 1] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, flags);
  properties[SB_DRAFT_DISTRIBUTION + 1] = g_param_spec_enum ("distribution",
                                                             NULL,
                                                             NULL,
                                                             sb_distribution_type_get_type (),
                                                             SB_DISTRIBUTION_NO_DEVICES,
                                                             flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * SbDraft::changed:
   *
   * A field, a target or what the server said about a field is another.
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
sb_draft_init (SbDraft *self)
{
  self->uuid = g_uuid_string_random ();

  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (is_text (field))
      self->texts[field] = g_strdup ("");
  }
  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++)
    self->targets[kind] = sb_target_list_new ();

  self->numbers[SB_DRAFT_OS] = SB_PLATFORM_UNKNOWN;
  self->numbers[SB_DRAFT_ENABLED] = TRUE;
  self->numbers[SB_DRAFT_DISTRIBUTION] = SB_DISTRIBUTION_NO_DEVICES;

  settle (self);
}

SbDraft *
sb_draft_new (gint64 space)
{
  SbDraft *self = g_object_new (SB_TYPE_DRAFT, NULL);

  self->numbers[SB_DRAFT_SPACE] = space;
  settle (self);

  return self;
}

SbDraft *
sb_draft_new_edit (SbConfiguration *configuration)
{
  SbDraft *self;
  const char *uuid;

  g_return_val_if_fail (SB_IS_RECORD (configuration), NULL);

  self = g_object_new (SB_TYPE_DRAFT, NULL);
  self->original = g_object_ref (configuration);
  take_configuration (self, configuration);
  self->numbers[SB_DRAFT_DISTRIBUTION] = sb_configuration_get_distribution_type (configuration);

  uuid = sb_configuration_get_string (configuration, SB_CONFIGURATION_UUID);
  if (uuid != NULL) {
    g_free (self->uuid);
    self->uuid = g_strdup (uuid);
  }

  settle (self);

  return self;
}

SbDraft *
sb_draft_new_duplicate (SbConfiguration *configuration, const char *name)
{
  SbDraft *self;

  g_return_val_if_fail (SB_IS_RECORD (configuration), NULL);

  self = g_object_new (SB_TYPE_DRAFT, NULL);
  take_configuration (self, configuration);
  set_text (self, SB_DRAFT_NAME, name);
  settle (self);

  return self;
}

SbDraft *
sb_draft_new_again (SbDraft *draft)
{
  SbDraft *self;

  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  self = g_object_new (SB_TYPE_DRAFT, NULL);
  self->policy_type = g_strdup (draft->policy_type);
  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (is_text (field))
      set_text (self, field, draft->texts[field]);
    else
      set_number (self, field, draft->numbers[field]);
  }
  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    GListModel *targets = G_LIST_MODEL (draft->targets[kind]);

    for (guint i = 0; i < g_list_model_get_n_items (targets); i++) {
      g_autoptr (SbTarget) target = g_list_model_get_item (targets, i);

      sb_draft_add_target (self, kind, target);
    }
  }

  return self;
}

const char *
sb_draft_get_uuid (SbDraft *self)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);

  return self->uuid;
}

SbConfiguration *
sb_draft_get_original (SbDraft *self)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);

  return self->original;
}

const char *
sb_draft_get_policy_type (SbDraft *self)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);

  return self->policy_type != NULL ? self->policy_type : "ESIM";
}

gboolean
sb_draft_is_changed (SbDraft *self)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), FALSE);

  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (g_strcmp0 (self->texts[field], self->start.texts[field]) != 0
        || self->numbers[field] != self->start.numbers[field])
      return TRUE;
  }

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    if (!sb_target_list_has_just (self->targets[kind], self->start.ids[kind]))
      return TRUE;
  }

  return FALSE;
}

#define DEFINE_TEXT(name, FIELD)                                                                   \
  const char *sb_draft_get_##name (SbDraft *self)                                                  \
  {                                                                                                \
    g_return_val_if_fail (SB_IS_DRAFT (self), "");                                                 \
                                                                                                   \
    return self->texts[FIELD];                                                                     \
  }                                                                                                \
                                                                                                   \
  void sb_draft_set_##name (SbDraft *self, const char *text)                                       \
  {                                                                                                \
    g_return_if_fail (SB_IS_DRAFT (self));                                                         \
                                                                                                   \
    set_text (self, FIELD, text);                                                                  \
  }

#define DEFINE_NUMBER(Type, name, FIELD)                                                           \
  Type sb_draft_get_##name (SbDraft *self)                                                         \
  {                                                                                                \
    g_return_val_if_fail (SB_IS_DRAFT (self), 0);                                                  \
                                                                                                   \
    return (Type) self->numbers[FIELD];                                                            \
  }                                                                                                \
                                                                                                   \
  void sb_draft_set_##name (SbDraft *self, Type number)                                            \
  {                                                                                                \
    g_return_if_fail (SB_IS_DRAFT (self));                                                         \
                                                                                                   \
    set_number (self, FIELD, number);                                                              \
  }

DEFINE_TEXT (name, SB_DRAFT_NAME)
DEFINE_TEXT (description, SB_DRAFT_DESCRIPTION)
DEFINE_NUMBER (SbPlatform, platform, SB_DRAFT_OS)
DEFINE_TEXT (carrier_url, SB_DRAFT_CARRIER_URL)
DEFINE_TEXT (server_name, SB_DRAFT_SERVER_NAME)
DEFINE_NUMBER (gboolean, is_discovery_server, SB_DRAFT_IS_DISCOVERY_SERVER)
DEFINE_NUMBER (gboolean, auto_enable, SB_DRAFT_AUTO_ENABLE)
DEFINE_NUMBER (gboolean, enabled, SB_DRAFT_ENABLED)
DEFINE_NUMBER (SbDistributionType, distribution, SB_DRAFT_DISTRIBUTION)
DEFINE_NUMBER (gint64, space, SB_DRAFT_SPACE)

GListModel *
sb_draft_get_targets (SbDraft *self, SbTargetKind kind)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);
  g_return_val_if_fail (kind < SB_N_TARGET_KINDS, NULL);

  return G_LIST_MODEL (self->targets[kind]);
}

gboolean
sb_draft_has_target (SbDraft *self, SbTargetKind kind, gint64 id)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), FALSE);
  g_return_val_if_fail (kind < SB_N_TARGET_KINDS, FALSE);

  return sb_target_list_has (self->targets[kind], id);
}

void
sb_draft_add_target (SbDraft *self, SbTargetKind kind, SbTarget *target)
{
  g_return_if_fail (SB_IS_DRAFT (self));
  g_return_if_fail (kind < SB_N_TARGET_KINDS);
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (target, sb_target_get_type ()));

  if (sb_target_list_add (self->targets[kind], target))
    targets_changed (self);
}

void
sb_draft_remove_target (SbDraft *self, SbTargetKind kind, gint64 id)
{
  g_return_if_fail (SB_IS_DRAFT (self));
  g_return_if_fail (kind < SB_N_TARGET_KINDS);

  if (sb_target_list_remove (self->targets[kind], id))
    targets_changed (self);
}

const SbProblem *
sb_draft_get_problem (SbDraft *self, SbDraftField field)
{
  const SbProblem *own;

  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);
  g_return_val_if_fail (field < SB_N_DRAFT_FIELDS, NULL);

  if (!sb_draft_uses_field (self, field))
    return NULL;

  own = self->problems[field];
  if (self->server_problems[field] != NULL && (own == NULL || own->severity < SB_SEVERITY_ERROR))
    return self->server_problems[field];

  return own;
}

void
sb_draft_set_server_problem (SbDraft *self, SbDraftField field, const SbProblem *problem)
{
  g_return_if_fail (SB_IS_DRAFT (self));
  g_return_if_fail (field < SB_N_DRAFT_FIELDS);

  if (sb_problem_equal (self->server_problems[field], problem))
    return;

  g_clear_pointer (&self->server_problems[field], sb_problem_free);
  self->server_problems[field] = sb_problem_copy (problem);

  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
sb_draft_find_first_error (SbDraft *self, SbDraftField from, SbDraftField to, SbDraftField *field)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), FALSE);

  for (SbDraftField i = from; i <= to; i++) {
    const SbProblem *problem = sb_draft_get_problem (self, i);

    if (problem != NULL && problem->severity == SB_SEVERITY_ERROR) {
      if (field != NULL)
        *field = i;
      return TRUE;
    }
  }

  return FALSE;
}
