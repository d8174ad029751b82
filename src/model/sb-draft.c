/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-draft"

#include "sb-draft.h"

#include "sb-target-list.h"
#include "sb-validate.h"
#include "sb-signal.h"

#define FIRST_SETTING SB_DRAFT_FIELD_CARRIER_URL

/* What the tables of the records do not say. Of a setting, what is checked alone. */
static const struct {
  SbConfigurationField field;
  const char *property;                   /* (nullable): the record's is another */
  SbProblem *(*check) (const char *text); /* (nullable): what is wrong with a text */
  char *(*normalize) (const char *text);  /* (nullable): what is sent, NULL for what is wrong */
} infos[SB_N_DRAFT_FIELDS] = {
  [SB_DRAFT_FIELD_NAME] = { SB_CONFIGURATION_FIELD_NAME, NULL, sb_check_name },
  [SB_DRAFT_FIELD_DESCRIPTION] = { SB_CONFIGURATION_FIELD_DESCRIPTION },
  [SB_DRAFT_FIELD_OS] = { SB_CONFIGURATION_FIELD_PLATFORM_TYPE, "platform" },
  [SB_DRAFT_FIELD_CARRIER_URL] = { .check = sb_check_carrier_url,
                                   .normalize = sb_normalize_carrier_url },
  [SB_DRAFT_FIELD_SERVER_NAME] = { .check = sb_check_server_name,
                                   .normalize = sb_normalize_server_name },
  [SB_DRAFT_FIELD_SPACE] = { SB_CONFIGURATION_FIELD_SPACE_ID, "space" },
  [SB_DRAFT_FIELD_ENABLED] = { SB_CONFIGURATION_FIELD_ENABLED },
  [SB_DRAFT_FIELD_DISTRIBUTION] = { SB_CONFIGURATION_FIELD_DISTRIBUTION },
};

static const SbDistributionField id_fields[SB_N_TARGET_KINDS] = {
  [SB_TARGET_KIND_DEVICE_GROUP] = SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS,
  [SB_TARGET_KIND_DEVICE] = SB_DISTRIBUTION_FIELD_DEVICE_IDS,
  [SB_TARGET_KIND_ACCOUNT_GROUP] = SB_DISTRIBUTION_FIELD_ACCOUNT_GROUP_IDS,
  [SB_TARGET_KIND_ACCOUNT] = SB_DISTRIBUTION_FIELD_ACCOUNT_IDS,
};

static const SbDistributionNamesField name_fields[SB_N_TARGET_KINDS] = {
  [SB_TARGET_KIND_DEVICE_GROUP] = SB_DISTRIBUTION_NAMES_FIELD_DEVICE_GROUPS,
  [SB_TARGET_KIND_DEVICE] = SB_DISTRIBUTION_NAMES_FIELD_DEVICES,
  [SB_TARGET_KIND_ACCOUNT_GROUP] = SB_DISTRIBUTION_NAMES_FIELD_ACCOUNT_GROUPS,
  [SB_TARGET_KIND_ACCOUNT] = SB_DISTRIBUTION_NAMES_FIELD_ACCOUNTS,
};

/* How a draft began, to know whether anything was changed. */
typedef struct {
  char *texts[SB_N_DRAFT_FIELDS]; /* (owned) */
  gint64 numbers[SB_N_DRAFT_FIELDS];
  GPtrArray *ids[SB_N_TARGET_KINDS]; /* (owned) (element-type utf8) */
} Start;

struct _SbDraft {
  GObject parent_instance;

  char *uuid;                /* (owned) */
  char *type_word;           /* (owned) (nullable): what it was taken from has */
  SbConfiguration *original; /* (owned) (nullable): what is being edited */
  char *source;              /* (owned) (nullable): the id of what is edited or duplicated */

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
  SbFieldType type = sb_draft_field_get_info (field)->type;

  return type == SB_FIELD_STRING || type == SB_FIELD_ID;
}

static gboolean
uses_field (SbDraft *self, SbDraftField field)
{
  return sb_draft_field_is_for (field, (SbPlatform) self->numbers[SB_DRAFT_FIELD_OS]);
}

static gboolean
has_any_target (SbDraft *self)
{
  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    if (g_list_model_get_n_items (G_LIST_MODEL (self->targets[kind])) > 0)
      return TRUE;
  }

  return FALSE;
}

static SbProblem *
check_distribution (SbDraft *self)
{
  SbDistributionType distribution = (SbDistributionType) self->numbers[SB_DRAFT_FIELD_DISTRIBUTION];

  if (distribution == SB_DISTRIBUTION_UNKNOWN)
    return sb_problem_new (SB_PROBLEM_EMPTY, SB_SEVERITY_ERROR, NULL);
  if (distribution == SB_DISTRIBUTION_CUSTOM && !has_any_target (self))
    return sb_problem_new (SB_PROBLEM_CUSTOM_EMPTY, SB_SEVERITY_ERROR, NULL);

  return NULL;
}

/* (transfer full) (nullable): what is wrong with a field, whether it is in use or not. */
static SbProblem *
check_field (SbDraft *self, SbDraftField field)
{
  gint64 number = self->numbers[field];

  if (infos[field].check != NULL)
    return infos[field].check (self->texts[field]);
  if (field == SB_DRAFT_FIELD_OS && number != SB_PLATFORM_IOS && number != SB_PLATFORM_WINDOWS)
    return sb_problem_new (SB_PROBLEM_EMPTY, SB_SEVERITY_ERROR, NULL);
  if (field == SB_DRAFT_FIELD_SPACE && *self->texts[field] == '\0')
    return sb_problem_new (SB_PROBLEM_NO_SPACE, SB_SEVERITY_ERROR, NULL);

  return field == SB_DRAFT_FIELD_DISTRIBUTION ? check_distribution (self) : NULL;
}

static void
update_problem (SbDraft *self, SbDraftField field)
{
  g_clear_pointer (&self->problems[field], sb_problem_free);
  self->problems[field] = check_field (self, field);
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
    g_clear_pointer (&self->start.ids[kind], g_ptr_array_unref);
    self->start.ids[kind] = sb_target_list_dup_ids (self->targets[kind]);
  }
}

static void
targets_changed (SbDraft *self)
{
  g_clear_pointer (&self->server_problems[SB_DRAFT_FIELD_DISTRIBUTION], sb_problem_free);
  update_problem (self, SB_DRAFT_FIELD_DISTRIBUTION);

  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_targets (SbDraft *self, SbConfiguration *configuration)
{
  SbDistribution *distribution = sb_configuration_get_record (configuration,
                                                              SB_CONFIGURATION_FIELD_DISTRIBUTION);
  SbDistributionNames *names =
    sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_DISTRIBUTION_NAMES);

  for (guint kind = 0; distribution != NULL && kind < SB_N_TARGET_KINDS; kind++) {
    GPtrArray *named = names != NULL ? sb_distribution_names_get_records (names, name_fields[kind])
                                     : NULL;
    gsize n_ids;
    const char *const *ids = sb_record_get_ids ((SbRecord *) distribution, id_fields[kind], &n_ids);

    sb_target_list_fill (self->targets[kind], ids, n_ids, named);
  }
}

/* The OS, or where that is not told, the one whose settings are. */
static SbPlatform
find_platform (SbConfiguration *configuration)
{
  SbPlatform platform = sb_configuration_get_enum (configuration,
                                                   SB_CONFIGURATION_FIELD_PLATFORM_TYPE);
  SbRecord *esim = sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_ESIM);

  if (platform == SB_PLATFORM_IOS || platform == SB_PLATFORM_WINDOWS)
    return platform;

  for (guint i = 0; esim != NULL && i < SB_N_ESIM_FIELDS; i++) {
    const SbField *info = sb_draft_field_get_info (FIRST_SETTING + i);

    if (sb_record_is_known (esim, i) && info->type == SB_FIELD_STRING)
      return (info->flags & SB_FIELD_FOR_IOS) != 0 ? SB_PLATFORM_IOS : SB_PLATFORM_WINDOWS;
  }

  return SB_PLATFORM_UNKNOWN;
}

/* Takes over what @configuration says, but neither its identity nor its distribution's type. */
static void
take_configuration (SbDraft *self, SbConfiguration *configuration)
{
  if (sb_configuration_is_esim (configuration))
    self->type_word = g_strdup (
      sb_configuration_get_string (configuration, SB_CONFIGURATION_FIELD_TYPE));

  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    guint index;
    SbRecord *record = sb_draft_field_find (field, configuration, &index);
    SbFieldType type = sb_draft_field_get_info (field)->type;

    if (field == SB_DRAFT_FIELD_OS)
      set_number (self, field, find_platform (configuration));
    else if (type == SB_FIELD_STRING)
      set_text (self, field, record != NULL ? sb_record_get_string (record, index) : NULL);
    else if (type == SB_FIELD_BOOLEAN && record != NULL && sb_record_is_known (record, index))
      set_number (self, field, sb_record_get_boolean (record, index));
    else if (type == SB_FIELD_ID)
      set_text (self, field, sb_record_get_id (record, index));
  }
  take_targets (self, configuration);
  sb_id_set (&self->source, sb_configuration_get_id (configuration, SB_CONFIGURATION_FIELD_ID));
}

static void
sb_draft_finalize (GObject *object)
{
  SbDraft *self = SB_DRAFT (object);

  g_clear_pointer (&self->uuid, g_free);
  g_clear_pointer (&self->type_word, g_free);
  g_clear_object (&self->original);
  g_clear_pointer (&self->source, sb_id_free);

  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    g_clear_pointer (&self->texts[field], g_free);
    g_clear_pointer (&self->start.texts[field], g_free);
    g_clear_pointer (&self->problems[field], sb_problem_free);
    g_clear_pointer (&self->server_problems[field], sb_problem_free);
  }

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    g_clear_object (&self->targets[kind]);
    g_clear_pointer (&self->start.ids[kind], g_ptr_array_unref);
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
  else
    g_value_set_enum (value, (int) self->numbers[field]);
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
  else
    set_number (self, field, g_value_get_enum (value));
}

static GParamSpec *
new_param_spec (SbDraftField field)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const char *name = sb_draft_field_get_property (field);
  const SbField *info = sb_draft_field_get_info (field);

  switch ((int) info->type) {
  case SB_FIELD_ID:
  case SB_FIELD_STRING:
    return g_param_spec_string (name, NULL, NULL, "", flags);
  case SB_FIELD_BOOLEAN:
    return g_param_spec_boolean (name, NULL, NULL, field == SB_DRAFT_FIELD_ENABLED, flags);
  case SB_FIELD_ENUM:
    return g_param_spec_enum (name, NULL, NULL, info->get_type (), 0, flags);
  case SB_FIELD_RECORD:
  default:
    return g_param_spec_enum (name,
                              NULL,
                              NULL,
                              sb_distribution_type_get_type (),
                              SB_DISTRIBUTION_NO_DEVICES,
                              flags);
  }
}

static void
sb_draft_class_init (SbDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sb_draft_finalize;
  object_class->get_property = sb_draft_get_property;
  object_class->set_property = sb_draft_set_property;

  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++)
    properties[field + 1] = new_param_spec (field);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * SbDraft::changed:
   *
   * A field, a target or what the server said about a field is another.
   */
  signals[CHANGED] = sb_signal_new (klass, "changed", 0);
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

  self->numbers[SB_DRAFT_FIELD_OS] = SB_PLATFORM_UNKNOWN;
  self->numbers[SB_DRAFT_FIELD_ENABLED] = TRUE;
  self->numbers[SB_DRAFT_FIELD_DISTRIBUTION] = SB_DISTRIBUTION_NO_DEVICES;

  settle (self);
}

const SbField *
sb_draft_field_get_info (SbDraftField field)
{
  gboolean is_setting = sb_draft_field_is_setting (field);
  g_autoptr (GTypeClass)
    klass = g_type_class_ref (is_setting ? sb_esim_get_type () : sb_configuration_get_type ());
  guint n_fields;
  const SbField *table = sb_record_class_get_fields ((SbRecordClass *) klass, &n_fields);

  g_return_val_if_fail (field < SB_N_DRAFT_FIELDS, NULL);

  return &table[is_setting ? field - FIRST_SETTING : infos[field].field];
}

const char *
sb_draft_field_get_property (SbDraftField field)
{
  g_return_val_if_fail (field < SB_N_DRAFT_FIELDS, NULL);

  return infos[field].property != NULL ? infos[field].property
                                       : sb_draft_field_get_info (field)->name;
}

gboolean
sb_draft_field_is_setting (SbDraftField field)
{
  return field >= FIRST_SETTING && field < FIRST_SETTING + SB_N_ESIM_FIELDS;
}

gboolean
sb_draft_field_is_for (SbDraftField field, SbPlatform platform)
{
  SbFieldFlags flags = sb_draft_field_get_info (field)->flags;

  if ((flags & (SB_FIELD_FOR_IOS | SB_FIELD_FOR_WINDOWS)) == 0)
    return TRUE;

  return (platform == SB_PLATFORM_IOS && (flags & SB_FIELD_FOR_IOS) != 0)
         || (platform == SB_PLATFORM_WINDOWS && (flags & SB_FIELD_FOR_WINDOWS) != 0);
}

gpointer
sb_draft_field_find (SbDraftField field, SbConfiguration *configuration, guint *index)
{
  g_return_val_if_fail (field < SB_N_DRAFT_FIELDS, NULL);

  if (!sb_draft_field_is_setting (field)) {
    *index = infos[field].field;
    return configuration;
  }

  *index = field - FIRST_SETTING;

  return sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_ESIM);
}

SbDraft *
sb_draft_new (const char *space)
{
  SbDraft *self = g_object_new (SB_TYPE_DRAFT, NULL);

  set_text (self, SB_DRAFT_FIELD_SPACE, space);
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
  self->numbers[SB_DRAFT_FIELD_DISTRIBUTION] = sb_configuration_get_distribution_type (
    configuration);

  uuid = sb_configuration_get_string (configuration, SB_CONFIGURATION_FIELD_UUID);
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
  set_text (self, SB_DRAFT_FIELD_NAME, name);
  settle (self);

  return self;
}

SbDraft *
sb_draft_new_again (SbDraft *draft)
{
  SbDraft *self;

  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  self = g_object_new (SB_TYPE_DRAFT, NULL);
  self->type_word = g_strdup (draft->type_word);
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

SbDraft *
sb_draft_new_as_begun (SbDraft *draft)
{
  SbDraft *self;

  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  self = g_object_new (SB_TYPE_DRAFT, NULL);
  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (is_text (field))
      set_text (self, field, draft->start.texts[field]);
    else
      set_number (self, field, draft->start.numbers[field]);
  }
  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    gsize n_ids;
    const char *const *ids = sb_ids_peek (draft->start.ids[kind], &n_ids);

    sb_target_list_fill (self->targets[kind], ids, n_ids, NULL);
  }

  return self;
}

void
sb_draft_begin (SbDraft *self,
                SbConfiguration *original,
                const char *source,
                const char *uuid,
                const char *type_word)
{
  g_return_if_fail (SB_IS_DRAFT (self));

  g_set_object (&self->original, original);
  sb_id_set (&self->source, source);
  if (uuid != NULL) {
    g_free (self->uuid);
    self->uuid = g_strdup (uuid);
  }
  g_free (self->type_word);
  self->type_word = g_strdup (type_word);
  settle (self);
}

SbConfiguration *
sb_draft_get_original (SbDraft *self)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);

  return self->original;
}

const char *
sb_draft_get_source (SbDraft *self)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);

  return self->source;
}

SbDraftPurpose
sb_draft_get_purpose (SbDraft *self)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), SB_DRAFT_PURPOSE_ADD);

  if (self->original != NULL)
    return SB_DRAFT_PURPOSE_EDIT;

  return self->source != NULL ? SB_DRAFT_PURPOSE_DUPLICATE : SB_DRAFT_PURPOSE_ADD;
}

void
sb_draft_set_original (SbDraft *self, SbConfiguration *configuration)
{
  g_autoptr (SbDraft) fresh = NULL;
  Start start;

  g_return_if_fail (SB_IS_DRAFT (self));

  fresh = sb_draft_new_edit (configuration);
  start = self->start;
  self->start = fresh->start;
  fresh->start = start;
  g_set_object (&self->original, configuration);
  sb_id_set (&self->source, fresh->source);
  g_free (self->uuid);
  self->uuid = g_steal_pointer (&fresh->uuid);
  g_free (self->type_word);
  self->type_word = g_steal_pointer (&fresh->type_word);
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

const char *
sb_draft_get_text (SbDraft *self, SbDraftField field)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), "");
  g_return_val_if_fail (field < SB_N_DRAFT_FIELDS && is_text (field), "");

  return self->texts[field];
}

void
sb_draft_set_text (SbDraft *self, SbDraftField field, const char *text)
{
  g_return_if_fail (SB_IS_DRAFT (self));
  g_return_if_fail (field < SB_N_DRAFT_FIELDS && is_text (field));

  set_text (self, field, text);
}

gboolean
sb_draft_get_boolean (SbDraft *self, SbDraftField field)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), FALSE);
  g_return_val_if_fail (field < SB_N_DRAFT_FIELDS, FALSE);

  return self->numbers[field] != 0;
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

DEFINE_NUMBER (SbPlatform, platform, SB_DRAFT_FIELD_OS)
DEFINE_NUMBER (SbDistributionType, distribution, SB_DRAFT_FIELD_DISTRIBUTION)

GListModel *
sb_draft_get_targets (SbDraft *self, SbTargetKind kind)
{
  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);
  g_return_val_if_fail (kind < SB_N_TARGET_KINDS, NULL);

  return G_LIST_MODEL (self->targets[kind]);
}

gboolean
sb_draft_has_target (SbDraft *self, SbTargetKind kind, const char *id)
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
sb_draft_remove_target (SbDraft *self, SbTargetKind kind, const char *id)
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

  if (!uses_field (self, field))
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

/* (nullable) (transfer none): a part of what is being edited. */
static SbRecord *
get_original_part (SbDraft *self, SbConfigurationField field)
{
  return self->original != NULL ? sb_configuration_get_record (self->original, field) : NULL;
}

/* A text that is not right is sent as it was typed: the server will say so too. */
static void
give_text (SbDraft *self, SbDraftField field, SbRecord *record, guint index)
{
  const char *typed = self->texts[field];
  g_autofree char *text = infos[field].normalize != NULL ? infos[field].normalize (typed) : NULL;
  g_autofree char *trimmed = text == NULL ? sb_trim (typed) : NULL;

  sb_record_set_string (record, index, text != NULL ? text : trimmed);
}

/* Says a field where it is in use and said. */
static void
give_field (SbDraft *self, SbDraftField field, SbRecord *record, guint index)
{
  SbFieldType type = sb_draft_field_get_info (field)->type;
  gint64 number = self->numbers[field];

  if (!uses_field (self, field))
    return;

  if (type == SB_FIELD_STRING)
    give_text (self, field, record, index);
  else if (type == SB_FIELD_BOOLEAN)
    sb_record_set_boolean (record, index, number != 0);
  else if (type == SB_FIELD_ENUM && number != 0)
    sb_record_set_enum (record, index, (int) number);
  else if (type == SB_FIELD_ID)
    sb_record_set_id (record, index, self->texts[field]);
}

/* The lists are there and empty where they do not apply, as the API's body shows them. */
static SbRecord *
new_distribution (SbDraft *self)
{
  SbRecord *distribution = sb_record_new (sb_distribution_get_type ());
  SbDistributionType type = (SbDistributionType) self->numbers[SB_DRAFT_FIELD_DISTRIBUTION];

  if (type != SB_DISTRIBUTION_UNKNOWN)
    sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, type);

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    g_autoptr (GPtrArray) ids = sb_target_list_dup_ids (self->targets[kind]);
    gsize n_ids = type == SB_DISTRIBUTION_CUSTOM ? ids->len : 0;

    sb_record_set_ids (distribution, id_fields[kind], sb_ids_peek (ids, NULL), n_ids);
  }
  sb_record_take_rest (distribution, get_original_part (self, SB_CONFIGURATION_FIELD_DISTRIBUTION));

  return distribution;
}

SbConfiguration *
sb_draft_to_configuration (SbDraft *self)
{
  g_autoptr (SbRecord) record = NULL;
  g_autoptr (SbRecord) esim = NULL;
  g_autoptr (SbRecord) distribution = NULL;

  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);

  record = sb_record_new (sb_configuration_get_type ());
  esim = sb_record_new (sb_esim_get_type ());
  distribution = sb_record_seal (new_distribution (self));
  sb_record_take_rest (record, (SbRecord *) self->original);
  sb_record_take_rest (esim, get_original_part (self, SB_CONFIGURATION_FIELD_ESIM));
  if (self->original != NULL) {
    sb_record_set_id (record,
                      SB_CONFIGURATION_FIELD_ID,
                      sb_configuration_get_id (self->original, SB_CONFIGURATION_FIELD_ID));
    if (sb_configuration_is_known (self->original, SB_CONFIGURATION_FIELD_VERSION))
      sb_record_set_string (
        record,
        SB_CONFIGURATION_FIELD_VERSION,
        sb_configuration_get_string (self->original, SB_CONFIGURATION_FIELD_VERSION));
  }

  sb_record_set_string (record, SB_CONFIGURATION_FIELD_UUID, self->uuid);
  if (self->type_word != NULL)
    sb_record_set_enum_word (record, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM, self->type_word);
  else
    sb_record_set_enum (record, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM);
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (sb_draft_field_is_setting (field))
      give_field (self, field, esim, field - FIRST_SETTING);
    else
      give_field (self, field, record, infos[field].field);
  }
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);

  return sb_record_seal (g_steal_pointer (&record));
}
