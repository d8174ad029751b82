/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-condition.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbProxyQuestion:
 *
 * Who we are at a proxy: what stands below a question's text.
 */
#define SB_TYPE_PROXY_QUESTION (sb_proxy_question_get_type ())
G_DECLARE_FINAL_TYPE (SbProxyQuestion, sb_proxy_question, SB, PROXY_QUESTION, GtkWidget)

/**
 * sb_proxy_question_ask:
 * @parent: a widget in the window that asks
 * @condition: of a server that a proxy stands before, which asks; whatever waits for it goes on
 *   with the answer
 */
void sb_proxy_question_ask (GtkWidget *parent, SbCondition *condition);

G_END_DECLS
