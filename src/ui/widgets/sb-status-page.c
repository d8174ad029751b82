/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-status-page"

#include "sb-status-page.h"

#include "sb-ui.h"

struct _SbStatusPage {
  AdwBin parent_instance;

  GtkWidget *scrolled;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *description;
  AdwBin *content;
};

G_DEFINE_FINAL_TYPE (SbStatusPage, sb_status_page, ADW_TYPE_BIN)

enum { PROP_0, PROP_ICON_NAME, PROP_TITLE, PROP_DESCRIPTION, PROP_CONTENT, N_PROPS };

static void
sb_status_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SbStatusPage *self = SB_STATUS_PAGE (object);

  switch (prop_id) {
  case PROP_ICON_NAME:
    gtk_image_set_from_icon_name (self->icon, g_value_get_string (value));
    break;
  case PROP_TITLE:
    gtk_label_set_label (self->title, g_value_get_string (value));
    sb_set_label (self->scrolled, g_value_get_string (value));
    break;
  case PROP_DESCRIPTION:
    gtk_label_set_label (self->description, g_value_get_string (value));
    break;
  case PROP_CONTENT:
    adw_bin_set_child (self->content, g_value_get_object (value));
    gtk_widget_set_visible (GTK_WIDGET (self->content), TRUE);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_status_page_class_init (SbStatusPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  GParamSpec *properties[N_PROPS] = {
    [PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags),
    [PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags),
    [PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags),
    [PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags),
  };

  object_class->set_property = sb_status_page_set_property;
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "statuspage");
  sb_set_template (widget_class, "widgets/sb-status-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbStatusPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SbStatusPage, icon);
  gtk_widget_class_bind_template_child (widget_class, SbStatusPage, title);
  gtk_widget_class_bind_template_child (widget_class, SbStatusPage, description);
  gtk_widget_class_bind_template_child (widget_class, SbStatusPage, content);
}

static void
sb_status_page_init (SbStatusPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
