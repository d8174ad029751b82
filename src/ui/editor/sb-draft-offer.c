/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-draft-offer"

#include "config.h"

#include "sb-draft-offer.h"

#include "sb-line.h"
#include "sb-signal.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbDraftOffer {
  GObject parent_instance;

  SbDrafts *drafts; /* (owned) */
  SbNotice *notice; /* (owned) */
  SbDraft *draft;   /* (owned) (nullable): what is typed now */
};

G_DEFINE_FINAL_TYPE (SbDraftOffer, sb_draft_offer, G_TYPE_OBJECT)

enum { OPENED, DISCARDED, RESTORED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* (transfer full): as it stands in a sentence. @named: (out): whether it has a name */
static char *
dup_name (SbDraft *draft, gboolean *named)
{
  g_autofree char *name = sb_line_new (sb_draft_get_text (draft, SB_DRAFT_FIELD_NAME),
                                       SB_LINE_MAX_CHARS);

  *named = name != NULL;

  return sb_words_name_in (name);
}

static void
continue_cb (SbDraftOffer *self)
{
  SbDraft *draft = sb_drafts_find_other (self->drafts, self->draft);

  g_assert (SB_IS_DRAFT_OFFER (self));

  if (draft != NULL)
    g_signal_emit (self, signals[OPENED], 0, draft);
}

static void
discard_cb (SbDraftOffer *self)
{
  g_autoptr (SbDraft) draft = NULL;

  g_assert (SB_IS_DRAFT_OFFER (self));

  g_set_object (&draft, sb_drafts_find_other (self->drafts, self->draft));
  if (draft == NULL)
    return;

  sb_drafts_discard (self->drafts, draft);
  g_signal_emit (self, signals[DISCARDED], 0);
  sb_draft_offer_show_discarded (self, draft);
}

static void
restore_cb (SbDraftOffer *self)
{
  g_assert (SB_IS_DRAFT_OFFER (self));

  sb_drafts_restore (self->drafts);
  g_signal_emit (self, signals[RESTORED], 0);
}

static void
sb_draft_offer_finalize (GObject *object)
{
  SbDraftOffer *self = SB_DRAFT_OFFER (object);

  g_clear_object (&self->drafts);
  g_clear_object (&self->notice);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (sb_draft_offer_parent_class)->finalize (object);
}

static void
sb_draft_offer_class_init (SbDraftOfferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_draft_offer_finalize;

  signals[OPENED] = sb_signal_new (klass, "opened", 1, SB_TYPE_DRAFT);
  signals[DISCARDED] = sb_signal_new (klass, "discarded", 0);
  signals[RESTORED] = sb_signal_new (klass, "restored", 0);
}

static void
sb_draft_offer_init (SbDraftOffer *self)
{
}

SbDraftOffer *
sb_draft_offer_new (SbDrafts *drafts, SbNotice *notice)
{
  SbDraftOffer *self;

  g_return_val_if_fail (SB_IS_DRAFTS (drafts), NULL);
  g_return_val_if_fail (SB_IS_NOTICE (notice), NULL);

  self = g_object_new (SB_TYPE_DRAFT_OFFER, NULL);
  self->drafts = g_object_ref (drafts);
  self->notice = g_object_ref (notice);

  return self;
}

void
sb_draft_offer_show (SbDraftOffer *self, SbDraft *draft)
{
  SbDraft *other;
  SbChange *change;
  gboolean named;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (SB_IS_DRAFT_OFFER (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  g_set_object (&self->draft, draft);
  other = sb_drafts_find_other (self->drafts, draft);
  if (other == NULL)
    return;

  change = sb_drafts_get_change (self->drafts, other);
  name = dup_name (other, &named);
  if (change != NULL && !sb_change_is_over (change)) {
    text = g_strdup_printf (_ ("“%s” is still being saved."), name);
    sb_notice_show (self->notice, text);
    return;
  }

  if (change != NULL && sb_change_get_state (change) == SB_CHANGE_UNKNOWN)
    text = g_strdup_printf (_ ("Continue your draft “%s”? It is not known whether it was saved: "
                               "look for it in the list first."),
                            name);
  else if (named)
    text = g_strdup_printf (_ ("Continue your draft “%s”?"), name);
  else
    text = g_strdup (_ ("Continue your draft?"));

  sb_notice_show (self->notice, text);
  sb_notice_add_button (self->notice, _ ("_Continue"), TRUE, G_CALLBACK (continue_cb), self);
  sb_notice_add_button (self->notice, _ ("Discard Dra_ft"), FALSE, G_CALLBACK (discard_cb), self);
}

void
sb_draft_offer_show_discarded (SbDraftOffer *self, SbDraft *draft)
{
  gboolean named;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (SB_IS_DRAFT_OFFER (self));
  g_return_if_fail (SB_IS_DRAFT (draft));

  name = dup_name (draft, &named);
  /* Translators: %s is the name that was typed into a draft */
  text = named ? g_strdup_printf (_ ("The draft “%s” was discarded."), name)
               : g_strdup (_ ("The draft was discarded."));
  sb_notice_show (self->notice, text);
  sb_notice_add_button (self->notice, _ ("Und_o"), FALSE, G_CALLBACK (restore_cb), self);
}
