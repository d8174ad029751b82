/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-stale-notice"

#include "config.h"

#include "sb-stale-notice.h"

#include "sb-message.h"
#include "sb-words.h"
#include "sb-ui.h"

typedef struct {
  SbRemoteList *list; /* (owned) (nullable) */
  gint64 read_at;     /* milliseconds since 1970; 0 while nothing was read */
  GError *error;      /* (owned) (nullable): why the last reading failed */
} Part;

struct _SbStaleNotice {
  GtkWidget parent_instance;

  SbClock *clock; /* (owned) */
  Part parts[SB_STALE_NOTICE_PARTS];

  GtkWidget *box;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (SbStaleNotice, sb_stale_notice, GTK_TYPE_WIDGET)

/* (nullable) */
static const Part *
find_stale (SbStaleNotice *self)
{
  for (guint i = 0; i < SB_STALE_NOTICE_PARTS; i++) {
    if (self->parts[i].error != NULL && self->parts[i].read_at > 0)
      return &self->parts[i];
  }

  return NULL;
}

/* What goes must not take the focus with it. */
static void
leave (SbStaleNotice *self)
{
  GtkWidget *next = gtk_widget_get_next_sibling (GTK_WIDGET (self));

  if (next != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
}

static void
update (SbStaleNotice *self)
{
  const Part *part = find_stale (self);

  if (part != NULL) {
    g_autofree char *text =
      sb_words_stale (part->error, part->read_at, sb_clock_get_now (self->clock));

    gtk_label_set_label (self->label, text);
  } else {
    leave (self);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), part != NULL);
}

static void
forget (Part *part)
{
  part->read_at = 0;
  g_clear_error (&part->error);
}

static void
list_cb (SbRemoteList *list, GParamSpec *pspec, SbStaleNotice *self)
{
  g_assert (SB_IS_STALE_NOTICE (self));

  for (guint i = 0; i < SB_STALE_NOTICE_PARTS; i++) {
    if (self->parts[i].list == list)
      sb_stale_notice_note_list (self, i, list);
  }
}

static void
details_cb (SbStaleNotice *self)
{
  const Part *part = find_stale (self);
  g_autofree char *details = NULL;

  g_assert (SB_IS_STALE_NOTICE (self));

  if (part == NULL)
    return;

  details = sb_words_error_details (part->error);
  sb_message_show_details (GTK_WIDGET (self), sb_words_error_title (part->error), details);
}

static void
sb_stale_notice_dispose (GObject *object)
{
  SbStaleNotice *self = SB_STALE_NOTICE (object);

  for (guint i = 0; i < SB_STALE_NOTICE_PARTS; i++) {
    if (self->parts[i].list != NULL)
      g_signal_handlers_disconnect_by_data (self->parts[i].list, self);
    g_clear_object (&self->parts[i].list);
    forget (&self->parts[i]);
  }
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_STALE_NOTICE);

  G_OBJECT_CLASS (sb_stale_notice_parent_class)->dispose (object);
}

static void
sb_stale_notice_class_init (SbStaleNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_stale_notice_dispose;

  sb_set_template (widget_class, "widgets/sb-stale-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, SbStaleNotice, box);
  gtk_widget_class_bind_template_child (widget_class, SbStaleNotice, label);
  gtk_widget_class_bind_template_callback (widget_class, details_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_stale_notice_init (SbStaleNotice *self)
{
  self->clock = sb_clock_new_system ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sb_stale_notice_set_clock (SbStaleNotice *self, SbClock *clock)
{
  g_return_if_fail (SB_IS_STALE_NOTICE (self));
  g_return_if_fail (SB_IS_CLOCK (clock));

  g_set_object (&self->clock, clock);
}

/* @read_at: when what is shown was read; a reading that failed does not change it */
static void
note (SbStaleNotice *self, guint part, const GError *error, gint64 read_at)
{
  g_autoptr (GError) copy = NULL;

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))
    return;

  copy = error != NULL ? g_error_copy (error) : NULL;
  g_clear_error (&self->parts[part].error);
  self->parts[part].error = g_steal_pointer (&copy);
  self->parts[part].read_at = read_at;
  update (self);
}

void
sb_stale_notice_note (SbStaleNotice *self, guint part, const GError *error)
{
  g_return_if_fail (SB_IS_STALE_NOTICE (self));
  g_return_if_fail (part < SB_STALE_NOTICE_PARTS);

  note (self,
        part,
        error,
        error == NULL ? sb_clock_get_now (self->clock) : self->parts[part].read_at);
}

void
sb_stale_notice_note_list (SbStaleNotice *self, guint part, SbRemoteList *list)
{
  g_return_if_fail (SB_IS_STALE_NOTICE (self));
  g_return_if_fail (part < SB_STALE_NOTICE_PARTS);
  g_return_if_fail (SB_IS_REMOTE_LIST (list));

  /* Another query: what was read before is gone. */
  if (!sb_remote_list_get_loaded (list)) {
    forget (&self->parts[part]);
    update (self);
  } else if (!sb_remote_list_get_loading (list)) {
    note (self, part, sb_remote_list_get_error (list), sb_remote_list_get_read_at (list));
  }
}

void
sb_stale_notice_follow (SbStaleNotice *self, guint part, SbRemoteList *list)
{
  g_return_if_fail (SB_IS_STALE_NOTICE (self));
  g_return_if_fail (part < SB_STALE_NOTICE_PARTS);
  g_return_if_fail (list == NULL || SB_IS_REMOTE_LIST (list));

  if (self->parts[part].list == list)
    return;

  if (self->parts[part].list != NULL)
    g_signal_handlers_disconnect_by_data (self->parts[part].list, self);
  forget (&self->parts[part]);
  g_set_object (&self->parts[part].list, list);
  if (list != NULL) {
    g_signal_connect_object (list, "notify", G_CALLBACK (list_cb), self, 0);
    list_cb (list, NULL, self);
  } else {
    update (self);
  }
}
