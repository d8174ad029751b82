/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "second-server"

#include "second-server.h"

#include "fake-script.h"
#include "sb-same.h"

struct _SecondServer {
  GObject parent_instance;

  SbCondition *condition;   /* (owned) */
  SbClock *clock;           /* (owned) */
  SbAuthorizer *authorizer; /* (owned) */
  SecondService *service;   /* (owned) */
  GHashTable *keys;         /* (owned) (element-type utf8): of what was sent to be created */
  GPtrArray *fates;         /* (owned) (element-type Fate): of the next calls */
  GQueue refused;           /* (element-type GTask) (owned): those that wait for another token */
};

/* What becomes of the next call of a kind. */
typedef struct {
  SecondVerb verb;
  gboolean carried_out;
  GError *error; /* (owned) */
} Fate;

/* @answer: (nullable): what the service says. @error: (nullable) */
typedef void (*Then) (GTask *task, gpointer answer, const GError *error);

/* What one verb of SbServer is doing. */
typedef struct {
  SecondCall call;   /* (owned): the one that is under way */
  SbSecret *refused; /* (owned) (nullable): by the service, for this call */
  Then then;
  SbQuery *query;         /* (owned) (nullable) */
  SbCommand *command;     /* (owned) (nullable) */
  gsize device;           /* of a command, the next one */
  SbConfiguration *found; /* (owned) (nullable): what is there */
  void (*looked) (GTask *task);
  gboolean written; /* a part of the command was carried out */
} Job;

static void second_server_server_init (SbServerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SecondServer,
                               second_server,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_SERVER, second_server_server_init))

static void
call_clear (SecondCall *call)
{
  g_clear_pointer (&call->id, g_free);
  g_clear_pointer (&call->next, g_free);
  g_clear_object (&call->body);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  call_clear (&job->call);
  g_clear_pointer (&job->refused, sb_secret_unref);
  g_clear_object (&job->query);
  g_clear_object (&job->command);
  g_clear_object (&job->found);
  g_free (job);
}

static void
fate_free (gpointer data)
{
  Fate *fate = data;

  g_error_free (fate->error);
  g_free (fate);
}

static SbSupport second_server_get_support (SbServer *server, SbCapability capability);
static void ask_for_token (GTask *task);
static void look (GTask *task, const char *next, void (*looked) (GTask *task));
static void decide (GTask *task);

/* (transfer full) (nullable) */
static Fate *
take_fate (SecondServer *self, SecondVerb verb)
{
  for (guint i = 0; i < self->fates->len; i++) {
    Fate *fate = self->fates->pdata[i];

    if (fate->verb == verb)
      return g_ptr_array_steal_index (self->fates, i);
  }

  return NULL;
}

static void
serve (GTask *task)
{
  SecondServer *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  Fate *fate = take_fate (self, job->call.verb);
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) answer = NULL;

  if (fate == NULL || fate->carried_out)
    answer = second_service_call (self->service, &job->call, &error);
  if (fate != NULL) {
    g_clear_object (&answer);
    g_clear_error (&error);
    error = g_error_copy (fate->error);
    fate_free (fate);
  }
  job->then (task, answer, error);
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SecondServer *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbSecret)
    secret = sb_authorizer_get_secret_finish (SB_AUTHORIZER (source), result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    g_task_return_error (task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
  } else if (secret == NULL) {
    job->then (task, NULL, error);
  } else if (second_service_takes (self->service, sb_secret_peek (secret))) {
    sb_condition_set (self->condition, SB_CONDITION_FINE, 0, NULL);
    serve (task);
  } else if (job->refused == NULL || !sb_secret_equal (job->refused, secret)) {
    g_clear_pointer (&job->refused, sb_secret_unref);
    job->refused = sb_secret_ref (secret);
    sb_authorizer_refuse (self->authorizer, secret);
    ask_for_token (task);
  } else {
    g_autoptr (GError) refusal = fake_error_new (SB_ERROR_UNAUTHORIZED, 0);

    g_queue_push_tail (&self->refused, g_object_ref (task));
    sb_condition_set (self->condition, SB_CONDITION_SIGN_IN, 0, refusal);
  }
}

static void
ask_for_token (GTask *task)
{
  sb_authorizer_get_secret_async (SECOND_SERVER (g_task_get_source_object (task))->authorizer,
                                  NULL,
                                  token_cb,
                                  g_object_ref (task));
}

static void
authorizer_changed_cb (SecondServer *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->refused)) != NULL) {
    ask_for_token (task);
    g_object_unref (task);
  }
}

/* @id: (nullable). @next: (nullable). @body: (nullable) */
static void
send_call (GTask *task,
           SecondVerb verb,
           SbCollection collection,
           const char *id,
           const char *next,
           gpointer body,
           Then then)
{
  Job *job = g_task_get_task_data (task);
  SecondCall call = { verb, collection, g_strdup (id), g_strdup (next), NULL };

  g_set_object (&call.body, body);
  call_clear (&job->call);
  job->call = call;
  job->then = then;
  ask_for_token (task);
}

static void
send_plain (GTask *task, SecondVerb verb, SbCollection collection, const char *id, Then then)
{
  send_call (task, verb, collection, id, NULL, NULL, then);
}

/* (transfer full) */
static GTask *
new_task (gpointer server,
          gpointer tag,
          SbCommand *command,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (server, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_set_object (&job->command, command);
  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);

  return task;
}

/* (transfer full): what the service says of a thing, in the model's words */
static gpointer
translate (gpointer record)
{
  g_autofree char *version = NULL;
  SbRecord *made;

  if (G_OBJECT_TYPE (record) != SB_TYPE_CONFIGURATION)
    return g_object_ref (record);

  made = sb_record_copy (record);
  version = g_strdup_printf ("changed %" G_GINT64_FORMAT,
                             sb_record_get_int64 (made, SB_CONFIGURATION_FIELD_MODIFIED_AT));
  sb_record_set_string (made, SB_CONFIGURATION_FIELD_VERSION, version);
  sb_record_set_enum (made, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_id (made, SB_CONFIGURATION_FIELD_SPACE_ID, SECOND_TENANT);

  return sb_record_seal (made);
}

/* (transfer full) */
static SbPage *
translate_page (SbPage *page, SbQuery *query)
{
  GPtrArray *records = sb_page_get_records (page);
  g_autoptr (GPtrArray) translated = g_ptr_array_new_with_free_func (g_object_unref);
  SbPage *made;

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (translated, translate (records->pdata[i]));
  made = sb_page_new (translated, 0, -1);
  sb_page_set_next (made, sb_page_get_next (page));
  sb_page_set_sort_refused (made, sb_query_get_sort_field (query) != SB_QUERY_UNSORTED);

  return made;
}

static void
tenant_then (GTask *task, gpointer answer, const GError *error)
{
  SbRecord *tenant;

  if (error != NULL) {
    g_task_return_error (task, g_error_copy (error));
    return;
  }

  tenant = sb_record_new (SB_TYPE_TENANT);
  sb_record_set_id (tenant, SB_TENANT_FIELD_DEFAULT_SPACE_ID, sb_record_get_own_id (answer));
  g_task_return_pointer (task, sb_record_seal (tenant), g_object_unref);
}

static void
second_server_load_tenant_async (SbServer *server,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task =
    new_task (server, second_server_load_tenant_async, NULL, cancellable, callback, user_data);

  send_plain (task, SECOND_TELL, SB_COLLECTION_DEVICE_SPACES, NULL, tenant_then);
}

/* A tenant without device spaces is one itself. */
static void
page_then (GTask *task, gpointer answer, const GError *error)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr (GPtrArray) one = NULL;

  if (error != NULL) {
    g_task_return_error (task, g_error_copy (error));
  } else if (SB_IS_PAGE (answer)) {
    g_task_return_pointer (task, translate_page (answer, job->query), g_object_unref);
  } else {
    one = g_ptr_array_new ();
    g_ptr_array_add (one, answer);
    g_task_return_pointer (task, sb_page_new (one, 0, -1), g_object_unref);
  }
}

static void
second_server_query_async (SbServer *server,
                           SbQuery *query,
                           gint64 start,
                           const char *next,
                           guint rows,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask)
    task = new_task (server, second_server_query_async, NULL, cancellable, callback, user_data);
  SbCollection collection = sb_query_get_collection (query);

  g_assert_cmpint (start, ==, 0);
  g_assert_cmpuint (rows, >=, 1);
  g_assert_cmpuint (rows, <=, SECOND_PAGE_ROWS);
  g_set_object (&((Job *) g_task_get_task_data (task))->query, query);

  /* Whoever asks for another did not look at what is offered. */
  g_assert_true (
    collection == SB_COLLECTION_DEVICE_SPACES || collection == SB_COLLECTION_CONFIGURATIONS
    || collection == SB_COLLECTION_DEVICES || collection == SB_COLLECTION_DEVICE_GROUPS
    || collection == SB_COLLECTION_DELIVERIES || collection == SB_COLLECTION_DEVICE_DELIVERIES);
  send_call (task,
             collection == SB_COLLECTION_DEVICE_SPACES ? SECOND_TELL : SECOND_LIST,
             collection,
             sb_query_get_parent (query),
             next,
             NULL,
             page_then);
}

static void
record_then (GTask *task, gpointer answer, const GError *error)
{
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_pointer (task, translate (answer), g_object_unref);
}

static void
second_server_get_async (SbServer *server,
                         SbCollection collection,
                         const char *id,
                         const char *space,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask)
    task = new_task (server, second_server_get_async, NULL, cancellable, callback, user_data);

  if (collection == SB_COLLECTION_ESIM_STATES)
    g_task_return_error (task, fake_error_new (SB_ERROR_UNSUPPORTED, 0));
  else
    send_plain (task, SECOND_READ, collection, id, record_then);
}

/* @configuration: (nullable)
 *
 * (transfer full): what a save or a deletion came to */
static SbOutcome *
create_outcome (SbConfiguration *configuration)
{
  SbOutcome *outcome = sb_record_new (SB_TYPE_OUTCOME);

  if (configuration != NULL)
    sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION, configuration);

  return sb_record_seal (outcome);
}

static void
end_change (GTask *task, SbConfiguration *configuration)
{
  g_task_return_pointer (task, create_outcome (configuration), g_object_unref);
}

/* Of what was written the one half and not the other, nobody can say that it was not done. */
static void
end_change_failed (GTask *task, const GError *error)
{
  Job *job = g_task_get_task_data (task);
  SbErrorDetails details = *sb_error_get_details (error);

  details.maybe_done = details.maybe_done || job->written;
  g_task_return_error (task, sb_error_new ((SbError) error->code, &details, "%s", error->message));
}

/* @current: (nullable) */
static GError *
new_changed_error (SbConfiguration *current)
{
  SbErrorDetails details = { .http_status = 412,
                             .enveloped = TRUE,
                             .current = (GObject *) current };

  return sb_error_new (SB_ERROR_CHANGED_ELSEWHERE, &details, "It was changed since it was read");
}

static gboolean
is_same_but_for_distribution (SbConfiguration *a, SbConfiguration *b)
{
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (field != SB_DRAFT_FIELD_DISTRIBUTION && !sb_same_field (a, b, field))
      return FALSE;
  }

  return TRUE;
}

static void
assigned_then (GTask *task, gpointer answer, const GError *error)
{
  g_autoptr (SbConfiguration) made = error == NULL ? translate (answer) : NULL;

  if (error != NULL)
    end_change_failed (task, error);
  else
    end_change (task, made);
}

static void
assign (GTask *task, const char *id)
{
  Job *job = g_task_get_task_data (task);

  send_call (task,
             SECOND_ASSIGN,
             SB_COLLECTION_CONFIGURATIONS,
             id,
             NULL,
             sb_configuration_get_record (sb_command_get_proposal (job->command),
                                          SB_CONFIGURATION_FIELD_DISTRIBUTION),
             assigned_then);
}

static void
written_then (GTask *task, gpointer answer, const GError *error)
{
  Job *job = g_task_get_task_data (task);

  if (error != NULL) {
    end_change_failed (task, error);
    return;
  }

  job->written = TRUE;
  assign (task, sb_record_get_own_id (answer));
}

/* What is there already is not written again. */
static void
write_or_assign (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  SbConfiguration *proposal = sb_command_get_proposal (job->command);
  const char *id = job->found != NULL ? sb_record_get_own_id ((SbRecord *) job->found) : NULL;

  if (id != NULL && is_same_but_for_distribution (proposal, job->found))
    assign (task, id);
  else
    send_call (task,
               id != NULL ? SECOND_WRITE : SECOND_CREATE,
               SB_COLLECTION_CONFIGURATIONS,
               id,
               NULL,
               proposal,
               written_then);
}

static void
deleted_then (GTask *task, gpointer answer, const GError *error)
{
  if (error != NULL)
    end_change_failed (task, error);
  else
    end_change (task, NULL);
}

static gboolean
is_version (SbCommand *command, SbConfiguration *found)
{
  return g_strcmp0 (sb_configuration_get_string (found, SB_CONFIGURATION_FIELD_VERSION),
                    sb_command_get_version (command))
         == 0;
}

/* Before a change: what is there must still be what it was made up from. */
static void
read_then (GTask *task, gpointer answer, const GError *error)
{
  Job *job = g_task_get_task_data (task);

  if (error != NULL) {
    end_change_failed (task, error);
    return;
  }

  job->found = translate (answer);
  if (!is_version (job->command, job->found))
    g_task_return_error (task, new_changed_error (job->found));
  else if (sb_command_get_kind (job->command) == SB_COMMAND_DELETE_CONFIGURATION)
    send_plain (task, SECOND_DELETE, SB_COLLECTION_CONFIGURATIONS, job->call.id, deleted_then);
  else
    write_or_assign (task);
}

static void
end_finding (GTask *task, SbFinding finding)
{
  g_task_return_pointer (task,
                         g_memdup2 (&finding, sizeof finding),
                         (GDestroyNotify) sb_finding_free);
}

/* One that has the name of what is to be created is looked for page by page. */
static void
looked_then (GTask *task, gpointer answer, const GError *error)
{
  Job *job = g_task_get_task_data (task);
  GPtrArray *records = error == NULL ? sb_page_get_records (answer) : NULL;
  const char *name = sb_command_get_subject (job->command);

  if (error != NULL && job->looked == decide) {
    end_finding (task, (SbFinding){ .kind = SB_FINDING_FAILED, .error = g_error_copy (error) });
    return;
  }
  if (error != NULL) {
    end_change_failed (task, error);
    return;
  }

  for (guint i = 0; i < records->len; i++) {
    SbConfiguration *record = records->pdata[i];

    if (g_strcmp0 (sb_configuration_get_string (record, SB_CONFIGURATION_FIELD_NAME), name) == 0) {
      g_clear_object (&job->found);
      job->found = translate (record);
    }
  }
  if (sb_page_get_next (answer) == NULL)
    job->looked (task);
  else
    look (task, sb_page_get_next (answer), job->looked);
}

static void
look (GTask *task, const char *next, void (*looked) (GTask *task))
{
  ((Job *) g_task_get_task_data (task))->looked = looked;
  send_call (task, SECOND_LIST, SB_COLLECTION_CONFIGURATIONS, NULL, next, NULL, looked_then);
}

static void
create (GTask *task)
{
  SecondServer *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  SbConfiguration *proposal = sb_command_get_proposal (job->command);
  gboolean ours = !g_hash_table_add (self->keys, g_strdup (sb_command_get_key (job->command)));

  if (job->found == NULL)
    write_or_assign (task);
  else if (!ours || !is_same_but_for_distribution (proposal, job->found))
    g_task_return_error (task, fake_error_new (SB_ERROR_NAME_TAKEN, 0));
  else if (sb_same_configuration (proposal, job->found))
    end_change (task, job->found);
  else
    write_or_assign (task);
}

static void
checked_in_then (GTask *task, gpointer answer, const GError *error)
{
  Job *job = g_task_get_task_data (task);
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (job->command, &n_ids);

  job->written = job->written || error == NULL;
  if (error != NULL)
    end_change_failed (task, error);
  else if (++job->device < n_ids)
    send_plain (task, SECOND_CHECK_IN, SB_COLLECTION_DEVICES, ids[job->device], checked_in_then);
  else
    end_change (task, NULL);
}

static void
second_server_send_async (SbServer *server,
                          SbCommand *command,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask)
    task = new_task (server, second_server_send_async, command, NULL, callback, user_data);
  SbCommandKind kind = sb_command_get_kind (command);
  gsize n_ids;
  const char *const *ids = sb_command_get_configuration_ids (command, &n_ids);

  /* As above. */
  g_assert_cmpint (second_server_get_support (server, sb_command_kind_get_info (kind)->capability),
                   ==,
                   SB_SUPPORT_OFFERED);
  if (kind == SB_COMMAND_CREATE_CONFIGURATION) {
    look (task, NULL, create);
  } else if (kind == SB_COMMAND_FORCE_CHECKIN) {
    ids = sb_command_get_device_ids (command, &n_ids);
    g_assert_cmpuint (n_ids, <=, SECOND_REQUEST_DEVICES);
    send_plain (task, SECOND_CHECK_IN, SB_COLLECTION_DEVICES, ids[0], checked_in_then);
  } else {
    send_plain (task, SECOND_READ, SB_COLLECTION_CONFIGURATIONS, ids[0], read_then);
  }
}

static void
end_found_done (GTask *task, SbConfiguration *configuration)
{
  end_finding (task, (SbFinding){ SB_FINDING_DONE, create_outcome (configuration), NULL, NULL });
}

/* (transfer full): to assign what was written */
static SbCommand *
create_rest (SbCommand *command, SbConfiguration *found)
{
  g_autoptr (SbRecord) whole = sb_record_copy ((SbRecord *) found);

  sb_record_set_record (whole,
                        SB_CONFIGURATION_FIELD_DISTRIBUTION,
                        sb_configuration_get_record (sb_command_get_proposal (command),
                                                     SB_CONFIGURATION_FIELD_DISTRIBUTION));

  return sb_command_new_save (sb_record_seal (whole), found);
}

/* What is there is compared with what was sent, and with what it was before. */
static void
decide (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  SbConfiguration *proposal = sb_command_get_proposal (job->command);
  SbConfiguration *before = sb_command_get_before (job->command);

  if (proposal != NULL && job->found != NULL && sb_same_configuration (proposal, job->found))
    end_found_done (task, job->found);
  else if (job->found == NULL || is_version (job->command, job->found))
    end_finding (task, (SbFinding){ .kind = SB_FINDING_AGAIN });
  else if (proposal != NULL && is_same_but_for_distribution (proposal, job->found)
           && (before == NULL || sb_same_field (before, job->found, SB_DRAFT_FIELD_DISTRIBUTION)))
    end_finding (
      task,
      (SbFinding){ .kind = SB_FINDING_AGAIN, .rest = create_rest (job->command, job->found) });
  else if (before == NULL)
    end_finding (task, (SbFinding){ .kind = SB_FINDING_AGAIN });
  else
    end_finding (
      task,
      (SbFinding){ .kind = SB_FINDING_CHANGED, .error = new_changed_error (job->found) });
}

static void
found_then (GTask *task, gpointer answer, const GError *error)
{
  Job *job = g_task_get_task_data (task);

  if (error == NULL) {
    job->found = translate (answer);
    decide (task);
  } else if (!g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)) {
    end_finding (task, (SbFinding){ .kind = SB_FINDING_FAILED, .error = g_error_copy (error) });
  } else if (sb_command_get_proposal (job->command) == NULL) {
    end_found_done (task, NULL);
  } else {
    end_finding (task,
                 (SbFinding){ .kind = SB_FINDING_CHANGED, .error = new_changed_error (NULL) });
  }
}

static void
second_server_find_out_async (SbServer *server,
                              SbCommand *command,
                              gint64 age,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask)
    task = new_task (server, second_server_find_out_async, command, NULL, callback, user_data);
  gsize n_ids;
  const char *const *ids = sb_command_get_configuration_ids (command, &n_ids);

  if (sb_command_get_kind (command) == SB_COMMAND_CREATE_CONFIGURATION)
    look (task, NULL, decide);
  else if (n_ids == 1)
    send_plain (task, SECOND_READ, SB_COLLECTION_CONFIGURATIONS, ids[0], found_then);
  else
    end_finding (task, (SbFinding){ .kind = SB_FINDING_AGAIN });
}

static gpointer
finish (SbServer *server, GAsyncResult *result, GError **error)
{
  g_assert_true (g_task_is_valid (result, server));

  return g_task_propagate_pointer (G_TASK (result), error);
}

#define FINISH(Type, name)                                                                         \
  static Type *second_server_##name##_finish (SbServer *server,                                    \
                                              GAsyncResult *result,                                \
                                              GError **error)                                      \
  {                                                                                                \
    return finish (server, result, error);                                                         \
  }

FINISH (SbTenant, load_tenant)
FINISH (SbPage, query)
FINISH (SbRecord, get)
FINISH (SbOutcome, send)

static SbFinding *
second_server_find_out_finish (SbServer *server, GAsyncResult *result)
{
  return finish (server, result, NULL);
}

static SbSupport
second_server_get_support (SbServer *server, SbCapability capability)
{
  static const gboolean offered[SB_N_CAPABILITIES] = {
    [SB_CAPABILITY_SHOW_CONFIGURATION] = TRUE,
    [SB_CAPABILITY_CREATE_CONFIGURATION] = TRUE,
    [SB_CAPABILITY_UPDATE_CONFIGURATION] = TRUE,
    [SB_CAPABILITY_DELETE_CONFIGURATION] = TRUE,
    [SB_CAPABILITY_DISTRIBUTE_TO_DEVICE_GROUPS] = TRUE,
    [SB_CAPABILITY_WATCH_DELIVERIES] = TRUE,
    [SB_CAPABILITY_CHECK_IN] = TRUE,
  };

  return offered[capability] ? SB_SUPPORT_OFFERED : SB_SUPPORT_NOT_OFFERED;
}

static const char *
second_server_get_permission (SbServer *server, SbCapability capability)
{
  return NULL;
}

static SbRequestSize
second_server_get_request_size (SbServer *server, SbCommandKind kind)
{
  return (SbRequestSize){ 1, SECOND_REQUEST_DEVICES };
}

static SbPaging
second_server_get_paging (SbServer *server, SbCollection collection)
{
  return (SbPaging){ FALSE, SECOND_PAGE_ROWS, SECOND_REQUEST_DEVICES };
}

static SbCondition *
second_server_get_condition (SbServer *server)
{
  return SECOND_SERVER (server)->condition;
}

static SbClock *
second_server_get_clock (SbServer *server)
{
  return SECOND_SERVER (server)->clock;
}

static SbAuthorizer *
second_server_get_authorizer (SbServer *server)
{
  return SECOND_SERVER (server)->authorizer;
}

static void
second_server_leave (SbServer *server)
{
  SecondServer *self = SECOND_SERVER (server);
  GTask *task;

  while ((task = g_queue_pop_head (&self->refused)) != NULL) {
    g_autoptr (GError) error = fake_error_new (SB_ERROR_UNAUTHORIZED, 0);

    ((Job *) g_task_get_task_data (task))->then (task, NULL, error);
    g_object_unref (task);
  }
}

static void
second_server_server_init (SbServerInterface *iface)
{
  iface->get_support = second_server_get_support;
  iface->get_permission = second_server_get_permission;
  iface->get_request_size = second_server_get_request_size;
  iface->get_paging = second_server_get_paging;
  iface->get_condition = second_server_get_condition;
  iface->get_clock = second_server_get_clock;
  iface->get_authorizer = second_server_get_authorizer;
  iface->load_tenant_async = second_server_load_tenant_async;
  iface->load_tenant_finish = second_server_load_tenant_finish;
  iface->query_async = second_server_query_async;
  iface->query_finish = second_server_query_finish;
  iface->get_async = second_server_get_async;
  iface->get_finish = second_server_get_finish;
  iface->send_async = second_server_send_async;
  iface->send_finish = second_server_send_finish;
  iface->find_out_async = second_server_find_out_async;
  iface->find_out_finish = second_server_find_out_finish;
  iface->leave = second_server_leave;
}

static void
second_server_finalize (GObject *object)
{
  SecondServer *self = SECOND_SERVER (object);

  g_assert_true (g_queue_is_empty (&self->refused));
  g_clear_object (&self->condition);
  g_clear_object (&self->clock);
  g_clear_object (&self->authorizer);
  g_clear_pointer (&self->service, second_service_free);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->fates, g_ptr_array_unref);

  G_OBJECT_CLASS (second_server_parent_class)->finalize (object);
}

static void
second_server_class_init (SecondServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = second_server_finalize;
}

static void
second_server_init (SecondServer *self)
{
  self->condition = sb_condition_new ();
  self->service = second_service_new ();
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fates = g_ptr_array_new_with_free_func (fate_free);
}

SecondServer *
second_server_new (SbAuthorizer *authorizer, SbClock *clock)
{
  SecondServer *self = g_object_new (SECOND_TYPE_SERVER, NULL);

  self->clock = g_object_ref (clock);
  self->authorizer = g_object_ref (authorizer);
  g_signal_connect_object (authorizer,
                           "changed",
                           G_CALLBACK (authorizer_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

SecondService *
second_server_get_service (SecondServer *self)
{
  return self->service;
}

/* @error: (transfer full) */
static void
add_fate (SecondServer *self, SecondVerb verb, gboolean carried_out, GError *error)
{
  Fate *fate = g_new (Fate, 1);

  *fate = (Fate){ verb, carried_out, error };
  g_ptr_array_add (self->fates, fate);
}

void
second_server_will_lose (SecondServer *self, SecondVerb verb, gboolean carried_out)
{
  add_fate (self, verb, carried_out, fake_error_new_lost ());
}

void
second_server_will_refuse (SecondServer *self, SecondVerb verb, SbError code)
{
  add_fate (self, verb, FALSE, fake_error_new (code, 0));
}

void
second_server_forget_fates (SecondServer *self)
{
  g_ptr_array_set_size (self->fates, 0);
}
