/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-activity-filter"

#include "sb-activity-filter.h"

#include "sb-activity-item.h"
#include "sb-text.h"

#include <string.h>

struct _SbActivityFilter {
  GtkFilter parent_instance;

  SbActivityShown shown;
  GStrv words; /* (owned) (nullable): all of which are to be seen; folded */
};

G_DEFINE_FINAL_TYPE (SbActivityFilter, sb_activity_filter, GTK_TYPE_FILTER)

static gboolean
is_over (gpointer item)
{
  return SB_IS_JOB (item) ? sb_job_is_over (item) : sb_change_is_over (item);
}

/* For all of its devices. */
static gboolean
is_done (gpointer item)
{
  return SB_IS_JOB (item)
           ? is_over (item) && sb_job_count (item, SB_JOB_DONE) == sb_job_get_n_devices (item)
           : sb_change_is_whole (item);
}

static gboolean
is_shown (SbActivityFilter *self, gpointer item)
{
  switch (self->shown) {
  case SB_ACTIVITY_OPEN:
    return !is_over (item);
  case SB_ACTIVITY_DONE:
    return is_done (item);
  case SB_ACTIVITY_NOT_DONE:
    return is_over (item) && !is_done (item);
  case SB_ACTIVITY_ALL:
  default:
    return TRUE;
  }
}

/* In what its row says, who asked for it, and what its details say, such as the ids of devices. */
static gboolean
has_words (SbActivityFilter *self, gpointer item)
{
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;
  g_autofree char *details = NULL;
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  if (self->words == NULL || *self->words == NULL)
    return TRUE;

  title = sb_activity_dup_title (item);
  state = sb_activity_dup_state (item);
  details = sb_activity_dup_details (item);
  all = g_strjoin ("\n", title, state, details, NULL);
  folded = g_utf8_casefold (all, -1);
  for (guint i = 0; self->words[i] != NULL; i++) {
    if (strstr (folded, self->words[i]) == NULL)
      return FALSE;
  }

  return TRUE;
}

static gboolean
sb_activity_filter_match (GtkFilter *filter, gpointer item)
{
  SbActivityFilter *self = SB_ACTIVITY_FILTER (filter);

  return is_shown (self, item) && has_words (self, item);
}

static GtkFilterMatch
sb_activity_filter_get_strictness (GtkFilter *filter)
{
  return sb_activity_filter_is_set (SB_ACTIVITY_FILTER (filter)) ? GTK_FILTER_MATCH_SOME
                                                                 : GTK_FILTER_MATCH_ALL;
}

static void
sb_activity_filter_finalize (GObject *object)
{
  SbActivityFilter *self = SB_ACTIVITY_FILTER (object);

  g_clear_pointer (&self->words, g_strfreev);

  G_OBJECT_CLASS (sb_activity_filter_parent_class)->finalize (object);
}

static void
sb_activity_filter_class_init (SbActivityFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_activity_filter_finalize;

  GTK_FILTER_CLASS (klass)->match = sb_activity_filter_match;
  GTK_FILTER_CLASS (klass)->get_strictness = sb_activity_filter_get_strictness;
}

static void
sb_activity_filter_init (SbActivityFilter *self)
{
}

SbActivityFilter *
sb_activity_filter_new (void)
{
  return g_object_new (SB_TYPE_ACTIVITY_FILTER, NULL);
}

void
sb_activity_filter_set_shown (SbActivityFilter *self, SbActivityShown shown)
{
  g_return_if_fail (SB_IS_ACTIVITY_FILTER (self));

  self->shown = shown;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

void
sb_activity_filter_set_text (SbActivityFilter *self, const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *trimmed = NULL;

  g_return_if_fail (SB_IS_ACTIVITY_FILTER (self));

  folded = g_utf8_casefold (text, -1);
  trimmed = sb_trim (folded);
  g_strfreev (self->words);
  self->words = *trimmed != '\0' ? g_strsplit (trimmed, " ", -1) : NULL;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

gboolean
sb_activity_filter_is_set (SbActivityFilter *self)
{
  g_return_val_if_fail (SB_IS_ACTIVITY_FILTER (self), FALSE);

  return self->shown != SB_ACTIVITY_ALL || self->words != NULL;
}
