/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-navigation"

#include "sb-navigation.h"

#include "sb-ui.h"

#include <adwaita.h>

/* A page and what had the focus in it when another was pushed over it. */
typedef struct {
  GtkWidget *widget; /* (unowned): the leaflet owns it */
  GtkWidget *focus;  /* (weak) (nullable) */
} Page;

struct _SbNavigation {
  GtkWidget parent_instance;

  GtkWidget *leaflet;
  GPtrArray *pages;   /* (owned) (element-type Page): from the root to the visible page */
  GPtrArray *leaving; /* (owned) (element-type GtkWidget): popped, and still sliding away */
  gboolean pop_on_escape;
};

G_DEFINE_FINAL_TYPE (SbNavigation, sb_navigation, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_VISIBLE_PAGE, PROP_POP_ON_ESCAPE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static Page *
page_new (GtkWidget *widget)
{
  Page *page = g_new0 (Page, 1);

  page->widget = widget;

  return page;
}

static void
page_free (Page *page)
{
  g_clear_weak_pointer (&page->focus);
  g_free (page);
}

static Page *
get_top (SbNavigation *self)
{
  return self->pages->len == 0 ? NULL : g_ptr_array_index (self->pages, self->pages->len - 1);
}

static GtkWidget *
get_focus_in (SbNavigation *self, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);

  if (focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)))
    return focus;

  return NULL;
}

/* A page that slides away is taken out when it is gone from sight, or the slide would show nothing.
 */
static void
remove_left_pages (SbNavigation *self)
{
  g_autoptr (GPtrArray) leaving = NULL;

  if (self->leaving->len == 0
      || adw_leaflet_get_child_transition_running (ADW_LEAFLET (self->leaflet)))
    return;

  leaving = g_steal_pointer (&self->leaving);
  self->leaving = g_ptr_array_new ();

  for (guint i = 0; i < leaving->len; i++)
    adw_leaflet_remove (ADW_LEAFLET (self->leaflet), g_ptr_array_index (leaving, i));
}

/* Makes the page at @depth the top one; those above it leave. */
static void
pop_to (SbNavigation *self, guint depth)
{
  Page *top;

  g_assert (depth > 0 && depth < self->pages->len);

  for (guint i = depth; i < self->pages->len; i++) {
    Page *page = g_ptr_array_index (self->pages, i);

    g_ptr_array_add (self->leaving, page->widget);
  }
  g_ptr_array_set_size (self->pages, (int) depth);

  top = get_top (self);
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), top->widget);

  if (top->focus == NULL || !gtk_widget_is_ancestor (top->focus, top->widget)
      || !gtk_widget_grab_focus (top->focus))
    gtk_widget_child_focus (top->widget, GTK_DIR_TAB_FORWARD);
  g_clear_weak_pointer (&top->focus);

  remove_left_pages (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIBLE_PAGE]);
}

static void
transition_cb (SbNavigation *self)
{
  g_assert (SB_IS_NAVIGATION (self));

  remove_left_pages (self);
}

/* The leaflet goes back by itself on a swipe, Alt+Left and a mouse's back button. */
static void
visible_child_cb (SbNavigation *self)
{
  GtkWidget *visible = adw_leaflet_get_visible_child (ADW_LEAFLET (self->leaflet));

  g_assert (SB_IS_NAVIGATION (self));

  for (guint i = 0; i + 1 < self->pages->len; i++) {
    Page *page = g_ptr_array_index (self->pages, i);

    if (page->widget == visible) {
      pop_to (self, i + 1);
      return;
    }
  }
}

static void
pop_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sb_navigation_pop (SB_NAVIGATION (widget));
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SbNavigation *self = SB_NAVIGATION (widget);

  return self->pop_on_escape && sb_navigation_pop (self);
}

static void
sb_navigation_dispose (GObject *object)
{
  SbNavigation *self = SB_NAVIGATION (object);

  if (self->leaflet != NULL)
    g_signal_handlers_disconnect_by_data (self->leaflet, self);
  g_ptr_array_set_size (self->pages, 0);
  g_ptr_array_set_size (self->leaving, 0);
  g_clear_pointer (&self->leaflet, gtk_widget_unparent);

  G_OBJECT_CLASS (sb_navigation_parent_class)->dispose (object);
}

static void
sb_navigation_finalize (GObject *object)
{
  SbNavigation *self = SB_NAVIGATION (object);

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_navigation_parent_class)->finalize (object);
}

static void
sb_navigation_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbNavigation *self = SB_NAVIGATION (object);

  switch (prop_id) {
  case PROP_VISIBLE_PAGE:
    g_value_set_object (value, sb_navigation_get_visible_page (self));
    break;
  case PROP_POP_ON_ESCAPE:
    g_value_set_boolean (value, self->pop_on_escape);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_navigation_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SbNavigation *self = SB_NAVIGATION (object);

  switch (prop_id) {
  case PROP_POP_ON_ESCAPE:
    if (self->pop_on_escape == g_value_get_boolean (value))
      return;
    self->pop_on_escape = g_value_get_boolean (value);
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_navigation_class_init (SbNavigationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_navigation_dispose;
  object_class->finalize = sb_navigation_finalize;
  object_class->get_property = sb_navigation_get_property;
  object_class->set_property = sb_navigation_set_property;

  properties[PROP_VISIBLE_PAGE] = g_param_spec_object ("visible-page",
                                                       NULL,
                                                       NULL,
                                                       GTK_TYPE_WIDGET,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_POP_ON_ESCAPE] = g_param_spec_boolean ("pop-on-escape",
                                                         NULL,
                                                         NULL,
                                                         FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                           | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sb-navigation");
  gtk_widget_class_install_action (widget_class, "navigation.pop", NULL, pop_action_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
sb_navigation_init (SbNavigation *self)
{
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) page_free);
  self->leaving = g_ptr_array_new ();
  self->leaflet = adw_leaflet_new ();
  g_object_set (self->leaflet,
                "can-unfold",
                FALSE,
                "can-navigate-back",
                TRUE,
                "transition-type",
                ADW_LEAFLET_TRANSITION_TYPE_SLIDE,
                "hexpand",
                TRUE,
                "vexpand",
                TRUE,
                NULL);
  gtk_widget_set_parent (self->leaflet, GTK_WIDGET (self));

  g_signal_connect_swapped (self->leaflet,
                            "notify::visible-child",
                            G_CALLBACK (visible_child_cb),
                            self);
  g_signal_connect_swapped (self->leaflet,
                            "notify::child-transition-running",
                            G_CALLBACK (transition_cb),
                            self);
}

SbNavigation *
sb_navigation_new (void)
{
  return g_object_new (SB_TYPE_NAVIGATION, NULL);
}

/**
 * sb_navigation_push:
 * @page: (transfer floating): a page
 * @title: its name for assistive technology
 *
 * Shows a page over the others and moves the focus into it: to where its grab_focus() puts it, or
 * to the first widget that takes it.
 */
void
sb_navigation_push (SbNavigation *self, GtkWidget *page, const char *title)
{
  Page *top;

  g_return_if_fail (SB_IS_NAVIGATION (self));
  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (title != NULL);

  top = get_top (self);
  if (top != NULL)
    g_set_weak_pointer (&top->focus, get_focus_in (self, top->widget));

  sb_set_label (page, title);
  adw_leaflet_append (ADW_LEAFLET (self->leaflet), page);
  g_ptr_array_add (self->pages, page_new (page));
  adw_leaflet_set_visible_child (ADW_LEAFLET (self->leaflet), page);
  /* A page may say where the focus begins. */
  if (top != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL
      && !gtk_widget_grab_focus (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIBLE_PAGE]);
}

/**
 * sb_navigation_pop:
 *
 * Returns: whether there was a page to go back to
 */
gboolean
sb_navigation_pop (SbNavigation *self)
{
  g_return_val_if_fail (SB_IS_NAVIGATION (self), FALSE);

  if (self->pages->len < 2)
    return FALSE;

  pop_to (self, self->pages->len - 1);

  return TRUE;
}

void
sb_navigation_pop_to_root (SbNavigation *self)
{
  g_return_if_fail (SB_IS_NAVIGATION (self));

  if (self->pages->len > 1)
    pop_to (self, 1);
}

GtkWidget *
sb_navigation_get_visible_page (SbNavigation *self)
{
  Page *top;

  g_return_val_if_fail (SB_IS_NAVIGATION (self), NULL);

  top = get_top (self);

  return top == NULL ? NULL : top->widget;
}

guint
sb_navigation_get_depth (SbNavigation *self)
{
  g_return_val_if_fail (SB_IS_NAVIGATION (self), 0);

  return self->pages->len;
}
