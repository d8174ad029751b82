/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-ask.h"
#include "sb-enums.h"

G_BEGIN_DECLS

/* sb-words-ask.c; @name is the configuration's */
char *sb_words_ask_heading (SbAsk ask, const char *name, const SbAskNumbers *numbers);
char *sb_words_ask_body (SbAsk ask, SbPlatform platform, const SbAskNumbers *numbers);
/* What stays when a change is taken back. */
char *sb_words_ask_undone (const SbAskNumbers *numbers);
const char *sb_words_ask_accept (SbAsk ask, const SbAskNumbers *numbers);

G_END_DECLS
