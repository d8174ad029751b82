/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-presenter"

#include "config.h"

#include "sb-presenter.h"

#include "sb-message.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What an overlay remembers of its last toasts. */
#define PASSING "sb-passing-toast"
#define STAYING "sb-staying-toast"
#define ACTING  "sb-acting-toast"

/* Of a line in a toast; and what is beside it but the letters on its button, in pixels. */
#define MAX_CHARS 30
#define BESIDE    150

typedef struct {
  GWeakRef widget;
  char *heading;
  char *details;
} Details;

static void
details_free (gpointer data, GClosure *closure)
{
  Details *details = data;

  g_weak_ref_clear (&details->widget);
  g_free (details->heading);
  g_free (details->details);
  g_free (details);
}

static AdwToastOverlay *
find_overlay (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  GtkWidget *child;

  if (found != NULL || root == NULL)
    return (AdwToastOverlay *) found;

  /* A window without one of its own leaves it to the window that it belongs to. */
  child = ADW_IS_APPLICATION_WINDOW (root)
            ? adw_application_window_get_content (ADW_APPLICATION_WINDOW (root))
            : NULL;
  if (ADW_IS_TOAST_OVERLAY (child))
    return ADW_TOAST_OVERLAY (child);

  if (GTK_IS_WINDOW (root) && gtk_window_get_transient_for (GTK_WINDOW (root)) != NULL)
    return find_overlay (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (root))));

  return NULL;
}

/* What stays until it is dismissed must not keep a later toast, and its Undo, from being seen.
 * Activity has it still. */
static void
forget_toast (AdwToastOverlay *overlay, const char *key)
{
  g_autoptr (AdwToast) toast = g_object_steal_data (G_OBJECT (overlay), key);

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
remember_toast (AdwToastOverlay *overlay, const char *key, AdwToast *toast)
{
  g_object_set_data_full (G_OBJECT (overlay), key, g_object_ref (toast), g_object_unref);
}

/* A toast gets its natural width, also where the window is narrower: its buttons would be beyond
 * the edge. */
static void
fit_toast (AdwToast *toast, int room)
{
  GtkLabel *label = GTK_LABEL (adw_toast_get_custom_title (toast));
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (label));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int char_width = MAX (PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics)), 1);
  const char *button = adw_toast_get_button_label (toast);
  int n_chars = (room - BESIDE) / char_width
                - (button != NULL ? (int) g_utf8_strlen (button, -1) : 0);

  gtk_label_set_max_width_chars (label, CLAMP (n_chars, 5, MAX_CHARS));
  pango_font_metrics_unref (metrics);
}

static void
add_toast (GtkWidget *widget, AdwToast *toast)
{
  AdwToastOverlay *overlay = find_overlay (widget);
  g_autoptr (AdwToast) owned = toast;

  if (overlay == NULL) {
    g_message ("%s", gtk_label_get_label (GTK_LABEL (adw_toast_get_custom_title (toast))));
    return;
  }

  forget_toast (overlay, STAYING);
  fit_toast (toast, gtk_widget_get_width (GTK_WIDGET (overlay)));
  adw_toast_overlay_add_toast (overlay, g_steal_pointer (&owned));
}

/* A toast's own title is markup, which what a server or a person wrote is not, and is cut off where
 * the window is narrow, which a reason must not be. */
static AdwToast *
create_toast (const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);

  return toast;
}

static void
details_cb (AdwToast *toast, gpointer user_data)
{
  Details *details = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&details->widget);

  if (widget != NULL && gtk_widget_get_root (widget) != NULL)
    sb_message_show_details (widget, details->heading, details->details);
}

static void
present_with_details (GtkWidget *widget,
                      const char *text,
                      const char *heading,
                      const char *long_text)
{
  AdwToast *toast = create_toast (text);
  AdwToastOverlay *overlay = find_overlay (widget);
  Details *details = g_new0 (Details, 1);
  g_autoptr (AdwToast) kept = NULL;

  /* The widget may be a dialog that is about to close: the overlay stays. */
  g_weak_ref_init (&details->widget, overlay != NULL ? (gpointer) overlay : (gpointer) widget);
  details->heading = g_strdup (heading);
  details->details = g_strdup (long_text);

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, _ ("_Details"));
  g_signal_connect_data (toast,
                         "button-clicked",
                         G_CALLBACK (details_cb),
                         details,
                         details_free,
                         0);
  kept = g_object_ref (toast);
  add_toast (widget, toast);
  if (overlay != NULL)
    remember_toast (overlay, STAYING, kept);
}

static void
tell_end (GtkWidget *widget, SbChange *change)
{
  g_autofree char *state = sb_words_change_state (change);

  if (sb_change_is_whole (change) && sb_change_can_undo (change)) {
    const char *key = sb_command_get_key (sb_change_get_command (change));

    sb_present_text_with_action (widget,
                                 state,
                                 _ ("_Undo"),
                                 "undo.change",
                                 g_variant_new_string (key));
  } else if (sb_change_is_whole (change)) {
    sb_present_text (widget, state);
  } else {
    g_autofree char *title = sb_words_change_title (change);
    g_autofree char *details = sb_words_change_details (change);

    present_with_details (widget, state, title, details);
  }
}

static void
change_state_cb (SbChange *change, GParamSpec *pspec, gpointer user_data)
{
  GtkWidget *widget = user_data;

  g_assert (GTK_IS_WIDGET (widget));

  if (!sb_change_is_over (change))
    return;

  g_signal_handlers_disconnect_by_func (change, change_state_cb, user_data);
  tell_end (widget, change);
}

/* What answers a key must not wait until an older answer has had its time. */
static void
replace (GtkWidget *widget, const char *key, AdwToast *toast)
{
  AdwToastOverlay *overlay = find_overlay (widget);

  if (overlay == NULL)
    return;

  forget_toast (overlay, key);
  remember_toast (overlay, key, toast);
}

void
sb_present_text (GtkWidget *widget, const char *text)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  toast = create_toast (text);
  replace (widget, PASSING, toast);
  add_toast (widget, toast);
}

void
sb_present_progress (GtkWidget *widget, const char *text, const char *cancel_action)
{
  AdwToastOverlay *overlay;
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  overlay = find_overlay (widget);
  toast = overlay != NULL ? g_object_get_data (G_OBJECT (overlay), PASSING) : NULL;
  /* No other passing text stays: it is the one that says how far it is. */
  if (toast != NULL && adw_toast_get_timeout (toast) == 0) {
    gtk_label_set_label (GTK_LABEL (adw_toast_get_custom_title (toast)), text);
    return;
  }

  toast = create_toast (text);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _ ("_Cancel"));
  adw_toast_set_action_name (toast, cancel_action);
  replace (widget, PASSING, toast);
  add_toast (widget, toast);
}

void
sb_present_no_text (GtkWidget *widget)
{
  AdwToastOverlay *overlay;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  overlay = find_overlay (widget);
  if (overlay != NULL)
    forget_toast (overlay, PASSING);
}

void
sb_present_text_with_action (GtkWidget *widget,
                             const char *text,
                             const char *button,
                             const char *action,
                             GVariant *target)
{
  AdwToast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  toast = create_toast (text);
  /* Shown at once, whatever else waits: it is of use for a few seconds only. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  /* The older one would come back behind it, with an Undo of what is not the last any more. */
  replace (widget, ACTING, toast);
  add_toast (widget, toast);
}

void
sb_present_details (GtkWidget *widget, const char *text, const char *heading, const char *details)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  present_with_details (widget, text, heading, details);
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
  present_with_details (widget, text, what, details);
}

void
sb_present_change (GtkWidget *widget, SbChange *change)
{
  AdwToastOverlay *overlay;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_CHANGE (change));

  /* What is pressed may be gone when the change ends: the overlay is not. */
  overlay = find_overlay (widget);
  if (overlay != NULL)
    widget = GTK_WIDGET (overlay);

  if (sb_change_is_over (change))
    tell_end (widget, change);
  else
    g_signal_connect_object (change, "notify::state", G_CALLBACK (change_state_cb), widget, 0);
}
