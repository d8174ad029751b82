/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SB_DEFINE_LIST_MODEL:
 * @TypeName: a class whose struct is known
 * @type_name: the same as in its functions
 * @array: the #GPtrArray in it that has as many entries as the list has items
 * @ITEM_TYPE: what the items are
 * @item: the item of @self at @position
 *
 * Defines `type_name_list_model_init()`, by which the class is a #GListModel over an array.
 */
#define SB_DEFINE_LIST_MODEL(TypeName, type_name, array, ITEM_TYPE, item)                          \
  static GType type_name##_get_item_type (GListModel *model)                                       \
  {                                                                                                \
    return ITEM_TYPE;                                                                              \
  }                                                                                                \
  static guint type_name##_get_n_items (GListModel *model)                                         \
  {                                                                                                \
    return ((TypeName *) model)->array->len;                                                       \
  }                                                                                                \
  static gpointer type_name##_get_item (GListModel *model, guint position)                         \
  {                                                                                                \
    TypeName *self = (TypeName *) model;                                                           \
    return position < self->array->len ? g_object_ref (item) : NULL;                               \
  }                                                                                                \
  static void type_name##_list_model_init (GListModelInterface *iface)                             \
  {                                                                                                \
    iface->get_item_type = type_name##_get_item_type;                                              \
    iface->get_n_items = type_name##_get_n_items;                                                  \
    iface->get_item = type_name##_get_item;                                                        \
  }

G_END_DECLS
