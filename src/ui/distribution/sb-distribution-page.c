/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-distribution-page"

#include "config.h"

#include "sb-distribution-page.h"

#include "sb-control-row.h"
#include "sb-picker.h"
#include "sb-problem-row.h"
#include "sb-ui.h"
#include "sb-words-reach.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbDistributionPage {
  GtkWidget parent_instance;

  SbSession *session;  /* (owned) */
  SbDraft *draft;      /* (owned) */
  SbReachCount *count; /* (owned) */

  GtkWidget *box;
  GtkWidget *content;
  GtkWidget *enabled;
  SbProblemRow *enabled_problem;
  GtkWidget *distribution;
  GtkWidget *all;
  GtkWidget *none;
  GtkWidget *custom;
  SbProblemRow *distribution_problem;
  GtkWidget *picker; /* (nullable): made when Custom is chosen first */
  GtkWidget *spinner;
  GtkWidget *reach;

  gboolean updating; /* the widgets are being set from the draft */
};

G_DEFINE_FINAL_TYPE (SbDistributionPage, sb_distribution_page, GTK_TYPE_WIDGET)

static GtkWidget *
get_chosen_button (SbDistributionPage *self)
{
  switch (sb_draft_get_distribution (self->draft)) {
  case SB_DISTRIBUTION_ALL_DEVICES:
    return self->all;
  case SB_DISTRIBUTION_CUSTOM:
    return self->custom;
  case SB_DISTRIBUTION_NO_DEVICES:
    return self->none;
  case SB_DISTRIBUTION_UNKNOWN:
  default:
    return NULL;
  }
}

static void
update_distribution (SbDistributionPage *self)
{
  SbDistributionType type = sb_draft_get_distribution (self->draft);
  GtkWidget *chosen = get_chosen_button (self);

  self->updating = TRUE;
  if (chosen != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (chosen), TRUE);
  self->updating = FALSE;

  if (type == SB_DISTRIBUTION_CUSTOM && self->picker == NULL) {
    self->picker = sb_picker_new (self->session, self->draft);
    gtk_box_append (GTK_BOX (self->content), self->picker);
    g_object_bind_property (self->custom, "active", self->picker, "visible", G_BINDING_SYNC_CREATE);
  }
}

/* (transfer full): the running count. */
static char *
describe_reach (SbDistributionPage *self)
{
  SbReachNumbers numbers = sb_reach_count_get_numbers (self->count);
  const GError *error = sb_reach_count_get_error (self->count);

  switch (sb_reach_count_get_state (self->count)) {
  case SB_REACH_STATE_COUNTING:
    return g_strdup (_ ("Counting the devices that this reaches…"));
  case SB_REACH_STATE_KNOWN:
    return sb_words_reach_line (numbers.added, numbers.kept, numbers.removed, numbers.unable);
  case SB_REACH_STATE_FAILED:
    /* Translators: %s is why */
    return g_strdup_printf (_ ("How many devices this reaches cannot be told: %s"),
                            error != NULL ? sb_words_error_title (error) : "");
  case SB_REACH_STATE_NOT_OFFERED:
    return g_strdup (_ ("How many devices this reaches cannot be told on this server"));
  case SB_REACH_STATE_NONE:
  default:
    return g_strdup (_ ("Reaches no devices yet"));
  }
}

static void
update_reach (SbDistributionPage *self)
{
  gboolean counting = sb_reach_count_get_state (self->count) == SB_REACH_STATE_COUNTING;
  g_autofree char *text = describe_reach (self);

  sb_set_spoken_text (self->reach, text);
  gtk_widget_set_visible (self->spinner, counting);
}

static void
toggled_cb (SbDistributionPage *self, GtkCheckButton *button)
{
  g_assert (SB_IS_DISTRIBUTION_PAGE (self));

  if (self->updating || !gtk_check_button_get_active (button))
    return;

  if (GTK_WIDGET (button) == self->all)
    sb_draft_set_distribution (self->draft, SB_DISTRIBUTION_ALL_DEVICES);
  else if (GTK_WIDGET (button) == self->custom)
    sb_draft_set_distribution (self->draft, SB_DISTRIBUTION_CUSTOM);
  else
    sb_draft_set_distribution (self->draft, SB_DISTRIBUTION_NO_DEVICES);

  /* A mnemonic leaves the focus where it was. */
  gtk_widget_grab_focus (GTK_WIDGET (button));
}

/* By mnemonic, Space or a press on its row: what comes next is to search. */
static void
custom_activate_cb (SbDistributionPage *self)
{
  g_assert (SB_IS_DISTRIBUTION_PAGE (self));

  if (self->picker != NULL)
    gtk_widget_grab_focus (self->picker);
}

static gboolean
sb_distribution_page_grab_focus (GtkWidget *widget)
{
  SbDistributionPage *self = SB_DISTRIBUTION_PAGE (widget);
  GtkWidget *chosen = get_chosen_button (self);

  return gtk_widget_grab_focus (chosen != NULL ? chosen : self->all);
}

static void
sb_distribution_page_dispose (GObject *object)
{
  SbDistributionPage *self = SB_DISTRIBUTION_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_DISTRIBUTION_PAGE);

  g_clear_object (&self->session);
  g_clear_object (&self->draft);
  g_clear_object (&self->count);

  G_OBJECT_CLASS (sb_distribution_page_parent_class)->dispose (object);
}

static void
sb_distribution_page_class_init (SbDistributionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_distribution_page_dispose;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_distribution_page_grab_focus;

  g_type_ensure (SB_TYPE_CONTROL_ROW);
  g_type_ensure (SB_TYPE_PROBLEM_ROW);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  sb_set_template (widget_class, "distribution/sb-distribution-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, box);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, content);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, enabled);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, enabled_problem);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, distribution);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, all);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, none);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, custom);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, distribution_problem);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SbDistributionPage, reach);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, custom_activate_cb);
}

static void
sb_distribution_page_init (SbDistributionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sb_distribution_page_new (SbSession *session, SbDraft *draft, SbReachCount *count)
{
  SbDistributionPage *self;
  SbClock *clock;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (SB_IS_REACH_COUNT (count), NULL);

  self = g_object_new (SB_TYPE_DISTRIBUTION_PAGE, NULL);
  self->session = g_object_ref (session);
  self->draft = g_object_ref (draft);
  self->count = g_object_ref (count);

  clock = sb_session_get_clock (session);
  sb_problem_row_watch (self->enabled_problem, draft, SB_DRAFT_FIELD_ENABLED, self->enabled, clock);
  sb_problem_row_watch (self->distribution_problem,
                        draft,
                        SB_DRAFT_FIELD_DISTRIBUTION,
                        self->distribution,
                        clock);

  g_object_bind_property (draft,
                          "enabled",
                          self->enabled,
                          "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  sb_connect (draft, "notify::distribution", update_distribution, self);
  sb_connect (count, "changed", update_reach, self);
  sb_set_label (gtk_widget_get_ancestor (self->enabled, GTK_TYPE_LIST_BOX),
                _ ("Enable this configuration"));
  update_distribution (self);
  sb_reach_count_begin (count);
  update_reach (self);

  return GTK_WIDGET (self);
}

/* Shows what is wrong with a field and moves the focus to where it is mended. */
void
sb_distribution_page_show_problem (SbDistributionPage *self, SbDraftField field)
{
  g_return_if_fail (SB_IS_DISTRIBUTION_PAGE (self));

  if (field == SB_DRAFT_FIELD_ENABLED) {
    gtk_widget_grab_focus (self->enabled);
    sb_problem_row_show (self->enabled_problem);
  } else {
    gtk_widget_grab_focus (sb_draft_get_distribution (self->draft) == SB_DISTRIBUTION_CUSTOM
                             ? self->picker
                             : GTK_WIDGET (self));
    sb_problem_row_show (self->distribution_problem);
  }
}
