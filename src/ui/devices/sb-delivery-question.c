/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-delivery-question"

#include "config.h"

#include "sb-delivery-question.h"

#include "sb-page-reader.h"
#include "sb-presenter.h"
#include "sb-submit.h"
#include "sb-words.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *window;  /* (owned) */
  SbSession *session; /* (owned) */
  SbDevice *device;   /* (owned) (nullable): not known */
  gint64 device_id;
  gint64 space;     /* the device space that it is in, or 0 */
  gint64 policy_id; /* or 0 */
  SbVerb verb;
  SbDeliveryAskedFunc asked; /* (nullable) */
  GObject *asker;            /* (owned) (nullable) */
  char *key;                 /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  SbEsimState *state;        /* (owned) (nullable): not known */
  GPtrArray *deliveries; /* (owned) (nullable) (element-type SbDelivery): those that are meant */
  guint n_excluded;      /* eSIM configurations that it could have been, but for being excluded */
} Question;

static void
question_free (Question *question)
{
  g_clear_object (&question->window);
  g_clear_object (&question->session);
  g_clear_object (&question->device);
  g_clear_object (&question->asker);
  g_clear_pointer (&question->key, g_free);
  g_clear_object (&question->cancellable);
  g_clear_object (&question->state);
  g_clear_pointer (&question->deliveries, g_ptr_array_unref);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gboolean
is_excluded (SbDelivery *delivery)
{
  return sb_delivery_get_boolean (delivery, SB_DELIVERY_FIELD_EXCLUDED)
         || sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE) == SB_DELIVERY_EXCLUDED;
}

/* Of a configuration's list a row does not name it. */
static gint64
get_policy_id (Question *question, SbDelivery *delivery)
{
  gint64 id = sb_delivery_get_int64 (delivery, SB_DELIVERY_FIELD_POLICY_ID);

  return id != 0 ? id : question->policy_id;
}

/* (nullable) (transfer none) */
static SbConfiguration *
find_configuration (Question *question, SbDelivery *delivery)
{
  SbRow *row = sb_remote_list_find (sb_session_get_configurations (question->session),
                                    get_policy_id (question, delivery),
                                    NULL);

  return row == NULL ? NULL : sb_row_get_snapshot (row);
}

static const char *
get_label (Question *question)
{
  const char *label = question->device != NULL ? sb_device_get_label (question->device) : NULL;

  if (label == NULL)
    label = sb_delivery_get_line (g_ptr_array_index (question->deliveries, 0),
                                  SB_DELIVERY_FIELD_DEVICE_NAME);

  return label;
}

static gboolean
is_meant (Question *question, SbDelivery *delivery)
{
  gint64 id = sb_delivery_get_int64 (delivery, SB_DELIVERY_FIELD_POLICY_ID);

  if (question->policy_id != 0 && id != question->policy_id)
    return FALSE;
  if (id == 0 || !sb_delivery_is_esim (delivery))
    return FALSE;

  return is_excluded (delivery) == (question->verb == SB_VERB_INCLUDE);
}

static GPtrArray *
choose_deliveries (Question *question, GPtrArray *records)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++) {
    SbDelivery *delivery = g_ptr_array_index (records, i);

    if (is_meant (question, delivery))
      g_ptr_array_add (chosen, g_object_ref (delivery));
    else if (is_excluded (delivery) && sb_delivery_is_esim (delivery)
             && (question->policy_id == 0
                 || question->policy_id
                      == sb_delivery_get_int64 (delivery, SB_DELIVERY_FIELD_POLICY_ID)))
      question->n_excluded++;
  }

  return chosen;
}

static gboolean
is_any_downloaded (Question *question)
{
  for (guint i = 0; i < question->deliveries->len; i++) {
    if (sb_delivery_get_boolean (g_ptr_array_index (question->deliveries, i),
                                 SB_DELIVERY_FIELD_DOWNLOADED))
      return TRUE;
  }

  return FALSE;
}

static const char *
describe_nothing (Question *question)
{
  if (question->n_excluded > 0 && question->verb == SB_VERB_EXCLUDE)
    return _ ("The device is excluded already");
  if (question->n_excluded > 0)
    return _ ("The device is excluded. Include it again instead, which also sends.");

  switch (question->verb) {
  case SB_VERB_EXCLUDE:
    return _ ("No eSIM configuration reaches this device, so there is nothing to exclude");
  case SB_VERB_INCLUDE:
    return _ ("The device is not excluded from any eSIM configuration");
  case SB_VERB_PUSH:
  case SB_VERB_RETRY:
  case SB_VERB_CHECK_IN:
  case SB_VERB_RESET:
  case SB_VERB_CANCEL_RESET:
  default:
    return _ ("No eSIM configuration is distributed to this device");
  }
}

static SbEligibility
judge (Question *question, SbDelivery *delivery)
{
  const SbEvidence evidence = { question->device,
                                question->state,
                                delivery,
                                find_configuration (question, delivery) };

  return sb_eligibility_judge (question->verb, &evidence);
}

/* Leaves what can be done; what cannot be is not asked about, as if it could.
 * Returns: (nullable) (transfer full): why not, where nothing is left */
static char *
take_possible (Question *question)
{
  g_autofree char *reason = NULL;

  for (guint i = question->deliveries->len; i > 0; i--) {
    SbEligibility eligibility = judge (question, g_ptr_array_index (question->deliveries, i - 1));

    if (eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE)
      continue;
    g_free (reason);
    reason = sb_words_eligibility (&eligibility);
    g_ptr_array_remove_index (question->deliveries, i - 1);
  }

  return question->deliveries->len == 0 ? g_steal_pointer (&reason) : NULL;
}

/* What cannot be told of the device, and a reset that comes before what is sent. */
static void
add_doubts (Question *question, GString *text)
{
  SbEligibility eligibility = judge (question, g_ptr_array_index (question->deliveries, 0));
  const SbEvidence evidence = { question->device, question->state, NULL, NULL };
  SbEligibility reset = sb_eligibility_judge (SB_VERB_RESET, &evidence);
  g_autofree char *doubt = sb_words_eligibility (&eligibility);

  if (doubt != NULL)
    g_string_append_printf (text, "\n\n%s.", doubt);
  if (reset.reason == SB_REASON_RESET_PENDING || reset.reason == SB_REASON_RESET_RUNNING) {
    g_autofree char *waits = sb_words_eligibility (&reset);

    g_string_append_printf (text, "\n\n%s.", waits);
  }
}

/* (transfer full): the configurations' names, to say which */
static char *
list_names (Question *question)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < question->deliveries->len; i++) {
    SbDelivery *delivery = g_ptr_array_index (question->deliveries, i);
    SbConfiguration *configuration = find_configuration (question, delivery);
    const char *name = sb_delivery_get_line (delivery, SB_DELIVERY_FIELD_NAME);
    g_autofree char *inside = NULL;

    if (name == NULL && configuration != NULL)
      name = sb_configuration_get_line (configuration, SB_CONFIGURATION_NAME);
    inside = sb_words_name_in (name);
    /* Translators: a name in quotation marks */
    g_ptr_array_add (names, g_strdup_printf (_ ("“%s”"), inside));
  }

  return sb_words_names (names);
}

static char *
describe (Question *question)
{
  g_autofree char *label = sb_words_name_in (get_label (question));
  g_autofree char *names = list_names (question);
  guint n_names = question->deliveries->len;
  GString *text = g_string_new (NULL);

  switch (question->verb) {
  case SB_VERB_EXCLUDE:
    /* Translators: one configuration's name or several, and a device's name */
    g_string_append_printf (
      text,
      ngettext ("%s is taken from 1 device, “%s”.", "%s are taken from 1 device, “%s”.", n_names),
      names,
      label);
    g_string_append_c (text, ' ');
    g_string_append (text,
                     _ ("eSIM profiles that it downloaded stay, and stay active, until the eSIM "
                        "is reset. The device stays excluded when the distribution is changed."));
    break;
  case SB_VERB_INCLUDE:
    g_string_append_printf (text,
                            ngettext ("%s is sent again to 1 device, “%s”.",
                                      "%s are sent again to 1 device, “%s”.",
                                      n_names),
                            names,
                            label);
    add_doubts (question, text);
    break;
  case SB_VERB_PUSH:
  case SB_VERB_RETRY:
  case SB_VERB_CHECK_IN:
  case SB_VERB_RESET:
  case SB_VERB_CANCEL_RESET:
  default:
    g_string_append_printf (
      text,
      ngettext ("%s is sent to 1 device, “%s”.", "%s are sent to 1 device, “%s”.", n_names),
      names,
      label);
    if (question->verb == SB_VERB_RETRY) {
      g_string_append_c (text, ' ');
      g_string_append (text,
                       _ ("The configuration is taken off the device first, so that it looks for a "
                          "plan once more."));
    }
    add_doubts (question, text);
    if (question->verb == SB_VERB_PUSH && is_any_downloaded (question)) {
      g_string_append (text, "\n\n");
      g_string_append (text,
                       _ ("It has already downloaded from there, so pushing again downloads "
                          "nothing. To download afresh, reset its eSIM first, then push."));
    }
    break;
  }

  return g_string_free (text, FALSE);
}

static const char *
get_heading (SbVerb verb)
{
  switch (verb) {
  case SB_VERB_EXCLUDE:
    return _ ("Exclude This Device?");
  case SB_VERB_INCLUDE:
    return _ ("Include This Device Again?");
  case SB_VERB_RETRY:
    return _ ("Retry Install?");
  case SB_VERB_PUSH:
  case SB_VERB_CHECK_IN:
  case SB_VERB_RESET:
  case SB_VERB_CANCEL_RESET:
  default:
    return _ ("Push to This Device?");
  }
}

static const char *
get_accept (SbVerb verb)
{
  switch (verb) {
  case SB_VERB_EXCLUDE:
    return _ ("_Exclude");
  case SB_VERB_INCLUDE:
    return _ ("_Include");
  case SB_VERB_RETRY:
    return _ ("_Retry Install");
  case SB_VERB_PUSH:
  case SB_VERB_CHECK_IN:
  case SB_VERB_RESET:
  case SB_VERB_CANCEL_RESET:
  default:
    return _ ("_Push");
  }
}

static SbCommand *
create_command (Question *question)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 device_id = question->device_id;
  const gint64 *configurations;

  for (guint i = 0; i < question->deliveries->len; i++) {
    gint64 id = get_policy_id (question, g_ptr_array_index (question->deliveries, i));

    g_array_append_val (ids, id);
  }
  configurations = (const gint64 *) (gpointer) ids->data;

  switch (question->verb) {
  case SB_VERB_EXCLUDE:
    return sb_command_new_exclude (device_id, configurations, ids->len);
  case SB_VERB_INCLUDE:
    return sb_command_new_include (device_id, configurations, ids->len);
  case SB_VERB_PUSH:
  case SB_VERB_RETRY:
  case SB_VERB_CHECK_IN:
  case SB_VERB_RESET:
  case SB_VERB_CANCEL_RESET:
  default:
    return sb_command_new_push (configurations, ids->len, &device_id, 1);
  }
}

/* @question: (transfer full) */
static void
ask (Question *question)
{
  g_autoptr (Question) owned = question;
  g_autofree char *reason = take_possible (question);
  g_autoptr (SbCommand) command = NULL;
  g_autofree char *body = NULL;

  if (reason != NULL) {
    sb_present_text (question->window, reason);
    return;
  }

  body = describe (question);
  command = create_command (question);
  sb_command_set_subject (command, get_label (question));
  if (question->asked != NULL)
    question->asked (question->asker, question->key, command);
  sb_submit_ask (question->window,
                 question->session,
                 get_heading (question->verb),
                 body,
                 get_accept (question->verb),
                 question->verb == SB_VERB_EXCLUDE ? SB_MESSAGE_DESTRUCTIVE : SB_MESSAGE_SUGGESTED,
                 command);
}

static void
state_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;

  question->state = (SbEsimState *) sb_server_get_finish (SB_SERVER (source), result, &error);
  /* A state that cannot be read is not known. */
  if (!g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))
    ask (g_steal_pointer (&question));
}

static void
deliveries_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);
  SbServer *server = sb_session_get_server (question->session);
  gint64 device_id = question->device_id;
  gint64 space = question->space;
  GCancellable *cancellable = question->cancellable;

  if (rows == NULL) {
    sb_present_error (question->window, _ ("The device’s configurations could not be read"), error);
    return;
  }

  question->deliveries = choose_deliveries (question, rows->records);
  if (question->deliveries->len == 0) {
    sb_present_text (question->window, describe_nothing (question));
    return;
  }
  if (question->deliveries->len > 1 && question->verb != SB_VERB_PUSH) {
    sb_present_text (question->window,
                     _ ("There are several eSIM configurations: open the device and choose one"));
    return;
  }

  if (sb_server_get_support (server, SB_CAPABILITY_ESIM_STATES) != SB_SUPPORT_OFFERED)
    ask (g_steal_pointer (&question));
  else
    sb_server_get_async (server,
                         SB_COLLECTION_ESIM_STATES,
                         device_id,
                         space,
                         cancellable,
                         state_cb,
                         g_steal_pointer (&question));
}

/* @question: (transfer full) */
static void
read_deliveries (Question *question)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICE_DELIVERIES);

  sb_query_set_parent (query, question->device_id);
  sb_page_reader_read_all_async (sb_session_get_server (question->session),
                                 query,
                                 NULL,
                                 NULL,
                                 question->cancellable,
                                 deliveries_cb,
                                 question);
}

static void
device_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;

  question->device = (SbDevice *) sb_server_get_finish (SB_SERVER (source), result, &error);
  /* A device that cannot be read is not known. */
  if (!g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))
    read_deliveries (g_steal_pointer (&question));
}

/* (transfer full) */
static Question *
new_question (GtkWidget *window, SbSession *session, gint64 policy_id, SbVerb verb)
{
  Question *question = g_new0 (Question, 1);

  question->window = g_object_ref (window);
  question->session = g_object_ref (session);
  question->space = sb_session_get_space (session);
  question->policy_id = policy_id;
  question->verb = verb;
  question->cancellable = sb_submit_begin (window, session);

  return question;
}

void
sb_delivery_question_ask (GtkWidget *window,
                          SbSession *session,
                          SbDevice *device,
                          gint64 policy_id,
                          SbVerb verb)
{
  Question *question;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (SB_IS_SESSION (session));

  question = new_question (window, session, policy_id, verb);
  question->device = g_object_ref (device);
  question->device_id = sb_device_get_int64 (device, SB_DEVICE_ID);
  read_deliveries (question);
}

void
sb_delivery_question_ask_known (GtkWidget *window,
                                SbSession *session,
                                const SbEvidence *evidence,
                                gint64 policy_id,
                                SbVerb verb)
{
  Question *question;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (evidence->delivery != NULL);

  question = new_question (window, session, policy_id, verb);
  g_set_object (&question->device, evidence->device);
  g_set_object (&question->state, evidence->state);
  question->device_id = sb_delivery_get_int64 (evidence->delivery, SB_DELIVERY_FIELD_DEVICE_ID);
  question->deliveries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (question->deliveries, g_object_ref (evidence->delivery));
  ask (question);
}

void
sb_delivery_question_ask_back (GtkWidget *window,
                               SbSession *session,
                               SbChange *change,
                               SbDeliveryAskedFunc asked,
                               GObject *asker)
{
  SbCommand *command = sb_change_get_command (change);
  gboolean excluded = sb_command_get_kind (command) == SB_COMMAND_EXCLUDE;
  Question *question;
  gsize n_devices;
  gsize n_policies;
  const gint64 *devices = sb_command_get_device_ids (command, &n_devices);
  const gint64 *policies = sb_command_get_configuration_ids (command, &n_policies);

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (n_devices == 1 && n_policies > 0);

  question = new_question (window,
                           session,
                           n_policies == 1 ? policies[0] : 0,
                           excluded ? SB_VERB_INCLUDE : SB_VERB_EXCLUDE);
  question->device_id = devices[0];
  question->space = sb_command_get_space (command);
  question->asked = asked;
  question->asker = g_object_ref (asker);
  question->key = g_strdup (sb_command_get_key (command));
  sb_server_get_async (sb_session_get_server (session),
                       SB_COLLECTION_DEVICES,
                       question->device_id,
                       question->space,
                       question->cancellable,
                       device_cb,
                       question);
}
