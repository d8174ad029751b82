/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fake-authorizer"

#include "fake-authorizer.h"

struct _FakeAuthorizer {
  GObject parent_instance;

  SbSecret *secret;
  SbSecret *next;    /* (nullable) */
  SbSecret *refused; /* (nullable) */
  GError *error;     /* (nullable) */
  GQueue held;       /* GTask: who asked while it is held */
  gboolean holds;
  guint n_asked;
  guint n_refused;
};

static void fake_authorizer_authorizer_init (SbAuthorizerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeAuthorizer,
                               fake_authorizer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_AUTHORIZER,
                                                      fake_authorizer_authorizer_init))

/* @task: (transfer full) */
static void
answer (FakeAuthorizer *self, GTask *task)
{
  g_autoptr (GTask) owned = task;

  if (self->error != NULL)
    g_task_return_error (owned, g_error_copy (self->error));
  else
    g_task_return_pointer (owned, sb_secret_ref (self->secret), (GDestroyNotify) sb_secret_unref);
}

static void
get_secret_async (SbAuthorizer *authorizer,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  FakeAuthorizer *self = FAKE_AUTHORIZER (authorizer);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  self->n_asked++;
  if (self->holds)
    g_queue_push_tail (&self->held, task);
  else
    answer (self, task);
}

static SbSecret *
get_secret_finish (SbAuthorizer *authorizer, GAsyncResult *result, GError **error)
{
  g_assert_true (g_task_is_valid (result, authorizer));

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refuse (SbAuthorizer *authorizer, SbSecret *secret)
{
  FakeAuthorizer *self = FAKE_AUTHORIZER (authorizer);
  g_autoptr (SbSecret) next = g_steal_pointer (&self->next);

  self->n_refused++;
  g_clear_pointer (&self->refused, sb_secret_unref);
  self->refused = sb_secret_ref (secret);
  if (next != NULL)
    fake_authorizer_set_secret (self, sb_secret_peek (next));
}

static void
fake_authorizer_authorizer_init (SbAuthorizerInterface *iface)
{
  iface->get_secret_async = get_secret_async;
  iface->get_secret_finish = get_secret_finish;
  iface->refuse = refuse;
}

static void
fake_authorizer_finalize (GObject *object)
{
  FakeAuthorizer *self = FAKE_AUTHORIZER (object);

  g_assert_true (g_queue_is_empty (&self->held));
  g_clear_pointer (&self->secret, sb_secret_unref);
  g_clear_pointer (&self->next, sb_secret_unref);
  g_clear_pointer (&self->refused, sb_secret_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fake_authorizer_parent_class)->finalize (object);
}

static void
fake_authorizer_class_init (FakeAuthorizerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_authorizer_finalize;
}

static void
fake_authorizer_init (FakeAuthorizer *self)
{
}

/* (transfer full) */
FakeAuthorizer *
fake_authorizer_new (const char *secret)
{
  FakeAuthorizer *self = g_object_new (FAKE_TYPE_AUTHORIZER, NULL);

  self->secret = sb_secret_new (secret);

  return self;
}

void
fake_authorizer_set_secret (FakeAuthorizer *self, const char *secret)
{
  g_clear_pointer (&self->secret, sb_secret_unref);
  self->secret = sb_secret_new (secret);
  g_signal_emit_by_name (self, "changed");
}

void
fake_authorizer_set_next (FakeAuthorizer *self, const char *secret)
{
  g_clear_pointer (&self->next, sb_secret_unref);
  self->next = secret != NULL ? sb_secret_new (secret) : NULL;
}

void
fake_authorizer_set_error (FakeAuthorizer *self, const GError *error)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
}

void
fake_authorizer_hold (FakeAuthorizer *self)
{
  self->holds = TRUE;
}

void
fake_authorizer_let_go (FakeAuthorizer *self)
{
  GTask *task;

  self->holds = FALSE;
  while ((task = g_queue_pop_head (&self->held)) != NULL)
    answer (self, task);
}

guint
fake_authorizer_get_n_asked (FakeAuthorizer *self)
{
  return self->n_asked;
}

const char *
fake_authorizer_get_refused (FakeAuthorizer *self)
{
  return self->refused != NULL ? sb_secret_peek (self->refused) : NULL;
}

guint
fake_authorizer_get_n_refused (FakeAuthorizer *self)
{
  return self->n_refused;
}

/* (transfer full) */
SbServer *
make_server (SbAccount *account, const char *secret, SbClock *clock)
{
  g_autoptr (FakeAuthorizer) authorizer = fake_authorizer_new (secret);

  return sb_neurons_new (account, SB_AUTHORIZER (authorizer), clock);
}

void
sign_in (SbServer *server, const char *secret)
{
  fake_authorizer_set_secret (FAKE_AUTHORIZER (sb_server_get_authorizer (server)), secret);
}
