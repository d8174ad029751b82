/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * sb_signal_new:
 * @klass: the class or the interface that is made
 * @name: what the signal is called
 * @n_params: how many arguments it has
 * @...: their types
 *
 * Adds a signal that tells of something: whoever listens answers nothing.
 *
 * Returns: its id
 */
guint sb_signal_new (gpointer klass, const char *name, guint n_params, ...);

/**
 * sb_connect:
 * @instance: what has the signal
 * @signal: the signal, such as "changed"
 * @callback: a function that is given @object first, then what the signal has, then @instance
 * @object: who listens, for as long as it is there
 *
 * Listens to a signal.
 */
#define sb_connect(instance, signal, callback, object)                                             \
  g_signal_connect_object ((instance), (signal), G_CALLBACK (callback), (object), G_CONNECT_SWAPPED)

G_END_DECLS
