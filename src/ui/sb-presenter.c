/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-presenter"

#include "config.h"

#include "sb-presenter.h"

#include "sb-clock.h"
#include "sb-message.h"
#include "sb-signal.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* In milliseconds: how long a toast is there that does not stay. */
#define TIMEOUT 5000

/* Of each kind one toast is there at most, and the first of them is shown: what is of use for a few
 * seconds only does not wait for what only tells something. */
typedef enum {
  STAYING,
  ACTING,
  PASSING,
  N_KINDS,
} ToastKind;

typedef struct {
  char *text;
  char *button;     /* (owned) (nullable): what is written on it */
  char *action;     /* (owned) (nullable): what the button does */
  GVariant *target; /* (owned) (nullable): of the action */
  gboolean stays;
} Toast;

struct _SbPresenter {
  AdwBin parent_instance;

  Toast *toasts[N_KINDS]; /* (owned) (nullable): the last of each kind */
  ToastKind shown;        /* or N_KINDS */
  SbClock *clock;         /* (owned) */
  guint timer;

  GtkOverlay *overlay;
  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
  GtkEventControllerMotion *pointer;
  GtkEventControllerFocus *focus;
};

G_DEFINE_FINAL_TYPE (SbPresenter, sb_presenter, ADW_TYPE_BIN)

enum { PROP_0, PROP_CONTENT, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
toast_free (Toast *toast)
{
  g_free (toast->text);
  g_free (toast->button);
  g_free (toast->action);
  g_clear_pointer (&toast->target, g_variant_unref);
  g_free (toast);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Toast, toast_free)

/* (nullable): the one around a widget. A window without one of its own leaves it to the window that
 * it belongs to. */
static SbPresenter *
find_presenter (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_get_ancestor (widget, SB_TYPE_PRESENTER);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (found != NULL || root == NULL)
    return (SbPresenter *) found;

  if (ADW_IS_APPLICATION_WINDOW (root)
      && SB_IS_PRESENTER (adw_application_window_get_content (ADW_APPLICATION_WINDOW (root))))
    return SB_PRESENTER (adw_application_window_get_content (ADW_APPLICATION_WINDOW (root)));

  if (GTK_IS_WINDOW (root) && gtk_window_get_transient_for (GTK_WINDOW (root)) != NULL)
    return find_presenter (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (root))));

  return NULL;
}

/* (transfer full) (nullable) */
static Toast *
take_toast (SbPresenter *self, ToastKind kind)
{
  if (kind == N_KINDS)
    return NULL;
  if (kind == self->shown)
    self->shown = N_KINDS;

  return g_steal_pointer (&self->toasts[kind]);
}

static void dismiss (SbPresenter *self);

static gboolean
over_cb (gpointer user_data)
{
  SbPresenter *self = user_data;

  self->timer = 0;
  dismiss (self);

  return G_SOURCE_REMOVE;
}

/* No toast goes while somebody is at it. */
static void
count_cb (SbPresenter *self)
{
  g_assert (SB_IS_PRESENTER (self));

  sb_clock_clear_timer (self->clock, &self->timer);
  if (self->shown != N_KINDS && !self->toasts[self->shown]->stays
      && !gtk_event_controller_motion_contains_pointer (self->pointer)
      && !gtk_event_controller_focus_contains_focus (self->focus))
    self->timer = sb_clock_add_timer (self->clock, TIMEOUT, over_cb, self, NULL);
}

static void
update (SbPresenter *self)
{
  ToastKind kind = 0;
  const Toast *toast;

  while (kind < N_KINDS && self->toasts[kind] == NULL)
    kind++;
  if (kind == self->shown && kind != N_KINDS)
    return;

  self->shown = kind;
  if (kind != N_KINDS) {
    toast = self->toasts[kind];
    sb_set_wrapped (self->label, toast->text);
    gtk_button_set_label (self->button, toast->button != NULL ? toast->button : "");
  } else if (gtk_event_controller_focus_contains_focus (self->focus)) {
    /* What goes must not take the focus with it. */
    gtk_widget_child_focus (gtk_overlay_get_child (self->overlay), GTK_DIR_TAB_FORWARD);
  }
  gtk_revealer_set_reveal_child (self->revealer, kind != N_KINDS);
  count_cb (self);
}

static void
dismiss (SbPresenter *self)
{
  g_autoptr (Toast) toast = take_toast (self, self->shown);

  update (self);
}

static void
button_cb (SbPresenter *self)
{
  g_autoptr (Toast) toast = take_toast (self, self->shown);

  g_assert (SB_IS_PRESENTER (self));

  update (self);
  if (toast != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), toast->action, toast->target);
}

static void
details_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  const char *heading;
  const char *details;

  g_variant_get (target, "(&s&s)", &heading, &details);
  sb_message_show_details (widget, heading, details);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbPresenter *self = SB_PRESENTER (widget);
  gboolean shown = self->shown != N_KINDS;

  dismiss (self);

  return shown;
}

/* What answers a key must not wait until an older answer has had its time; and what stays until it
 * is dismissed must not keep a later toast, and its Undo, from being seen. Activity has it still.
 *
 * @button: (nullable): what is written on it, where it has one
 * @target: (nullable): of its @action */
static void
add_toast (GtkWidget *widget,
           ToastKind kind,
           gboolean stays,
           const char *text,
           const char *button,
           const char *action,
           GVariant *target)
{
  SbPresenter *self = find_presenter (widget);
  g_autoptr (Toast) toast = g_new0 (Toast, 1);
  g_autoptr (Toast) before = NULL;
  g_autoptr (Toast) staying = NULL;

  toast->text = g_strdup (text);
  toast->button = g_strdup (button);
  toast->action = g_strdup (action);
  toast->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  toast->stays = stays;
  if (self == NULL) {
    g_message ("%s", text);
    return;
  }

  before = take_toast (self, kind);
  staying = take_toast (self, STAYING);
  self->toasts[kind] = g_steal_pointer (&toast);
  update (self);
}

static void
tell_end (GtkWidget *widget, SbChange *change)
{
  g_autofree char *state = sb_words_change_state (change);
  /* What was joined with what somebody else did is there to be looked at. */
  gboolean plain = sb_change_is_whole (change) && sb_change_get_joined (change) == NULL;

  if (plain && sb_change_can_undo (change)) {
    const char *key = sb_command_get_key (sb_change_get_command (change));

    sb_present_text_with_action (widget,
                                 state,
                                 _ ("_Undo"),
                                 "undo.change",
                                 g_variant_new_string (key));
  } else if (plain) {
    sb_present_text (widget, state);
  } else {
    g_autofree char *title = sb_words_change_title (change);
    g_autofree char *details = sb_words_change_details (change);

    sb_present_details (widget, state, title, details);
  }
}

static void
change_state_cb (GtkWidget *widget, SbChange *change)
{
  g_assert (GTK_IS_WIDGET (widget));

  if (!sb_change_is_over (change))
    return;

  g_signal_handlers_disconnect_by_func (change, change_state_cb, widget);
  tell_end (widget, change);
}

static void
sb_presenter_dispose (GObject *object)
{
  SbPresenter *self = SB_PRESENTER (object);

  sb_clock_clear_timer (self->clock, &self->timer);
  self->shown = N_KINDS;
  for (guint kind = 0; kind < N_KINDS; kind++)
    g_clear_pointer (&self->toasts[kind], toast_free);

  G_OBJECT_CLASS (sb_presenter_parent_class)->dispose (object);
}

static void
sb_presenter_finalize (GObject *object)
{
  g_clear_object (&SB_PRESENTER (object)->clock);

  G_OBJECT_CLASS (sb_presenter_parent_class)->finalize (object);
}

static void
sb_presenter_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbPresenter *self = SB_PRESENTER (object);

  switch (prop_id) {
  case PROP_CONTENT:
    g_value_set_object (value, gtk_overlay_get_child (self->overlay));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_presenter_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SbPresenter *self = SB_PRESENTER (object);

  switch (prop_id) {
  case PROP_CONTENT:
    gtk_overlay_set_child (self->overlay, g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_presenter_class_init (SbPresenterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_presenter_dispose;
  object_class->finalize = sb_presenter_finalize;
  object_class->get_property = sb_presenter_get_property;
  object_class->set_property = sb_presenter_set_property;

  properties[PROP_CONTENT] = g_param_spec_object ("content",
                                                  NULL,
                                                  NULL,
                                                  GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  sb_set_template (widget_class, "sb-presenter.ui");
  gtk_widget_class_bind_template_child (widget_class, SbPresenter, overlay);
  gtk_widget_class_bind_template_child (widget_class, SbPresenter, revealer);
  gtk_widget_class_bind_template_child (widget_class, SbPresenter, label);
  gtk_widget_class_bind_template_child (widget_class, SbPresenter, button);
  gtk_widget_class_bind_template_child (widget_class, SbPresenter, pointer);
  gtk_widget_class_bind_template_child (widget_class, SbPresenter, focus);
  gtk_widget_class_bind_template_callback (widget_class, button_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss);
  gtk_widget_class_install_action (widget_class, "presenter.details", "(ss)", details_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
sb_presenter_init (SbPresenter *self)
{
  self->shown = N_KINDS;
  self->clock = sb_clock_new_system ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sb_present_text (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  add_toast (widget, PASSING, FALSE, text, NULL, NULL, NULL);
}

void
sb_present_progress (GtkWidget *widget, const char *text, const char *cancel_action)
{
  SbPresenter *presenter;
  Toast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  presenter = find_presenter (widget);
  toast = presenter != NULL ? presenter->toasts[PASSING] : NULL;
  /* No other passing text stays: it is the one that says how far it is. */
  if (toast != NULL && toast->stays) {
    g_free (toast->text);
    toast->text = g_strdup (text);
    if (presenter->shown == PASSING)
      sb_set_wrapped (presenter->label, text);
    return;
  }

  add_toast (widget, PASSING, TRUE, text, _ ("_Cancel"), cancel_action, NULL);
}

void
sb_present_no_text (GtkWidget *widget)
{
  SbPresenter *presenter;
  g_autoptr (Toast) toast = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  presenter = find_presenter (widget);
  if (presenter == NULL)
    return;

  toast = take_toast (presenter, PASSING);
  update (presenter);
}

void
sb_present_text_with_action (GtkWidget *widget,
                             const char *text,
                             const char *button,
                             const char *action,
                             GVariant *target)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  /* The older one would come back behind it, with an Undo of what is not the last any more. */
  add_toast (widget, ACTING, FALSE, text, button, action, target);
}

void
sb_present_details (GtkWidget *widget, const char *text, const char *heading, const char *details)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  add_toast (widget,
             STAYING,
             TRUE,
             text,
             _ ("_Details"),
             "presenter.details",
             g_variant_new ("(ss)", heading, details));
}

void
sb_present_error (GtkWidget *widget, const char *what, const GError *error)
{
  g_autofree char *details = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  details = sb_words_error_details (error);
  /* Translators: what was tried, and why it failed: "Could not load devices: The server cannot be
   * reached" */
  text = g_strdup_printf (_ ("%s: %s"), what, sb_words_error_title (error));
  sb_present_details (widget, text, what, details);
}

void
sb_present_change (GtkWidget *widget, SbChange *change)
{
  SbPresenter *presenter;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_CHANGE (change));

  /* What is pressed may be gone when the change ends: the presenter is not. */
  presenter = find_presenter (widget);
  if (presenter != NULL)
    widget = GTK_WIDGET (presenter);

  if (sb_change_is_over (change))
    tell_end (widget, change);
  else
    sb_connect (change, "state-changed", change_state_cb, widget);
}
