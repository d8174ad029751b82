/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-main-menu"

#include "config.h"

#include "sb-main-menu.h"

#include "sb-about-window.h"
#include "sb-actions.h"
#include "sb-command-finder.h"
#include "sb-shortcuts-window.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* A menu of more cannot be read. */
#define MAX_SPACES 100

static void
append_action (GMenu *menu, const char *action, const char *label)
{
  g_autoptr (GMenuItem) item = sb_actions_create_item (action, label);

  g_menu_append_item (menu, item);
}

static void
append_space (GMenu *menu, const char *name, const char *id)
{
  g_autofree char *label = sb_escape_mnemonic (name);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item,
                                           "win.space",
                                           g_variant_new_string (id != NULL ? id : ""));
  g_menu_append_item (menu, item);
}

/* What is not offered stays, with its reason below. */
static void
fill_all_spaces (GMenu *section, SbSpaceProof *proof)
{
  const char *reason = sb_words_space_proof (sb_space_proof_get (proof));

  g_menu_remove_all (section);
  append_space (section, _ ("All Device Spaces"), NULL);
  if (reason != NULL)
    g_menu_append (section, reason, NULL);
}

static void
proof_cb (SbSpaceProof *proof, GMenu *section)
{
  g_assert (G_IS_MENU (section));

  fill_all_spaces (section, proof);
}

/* A tenant with one device space has nothing to choose. */
static GMenuModel *
create_spaces (SbSession *session)
{
  GListModel *spaces = G_LIST_MODEL (sb_session_get_spaces (session));
  guint n_spaces = g_list_model_get_n_items (spaces);
  g_autoptr (GMenu) all = NULL;
  g_autoptr (GMenu) each = NULL;
  SbSpaceProof *proof;
  GMenu *menu;

  if (n_spaces < 2)
    return NULL;

  menu = g_menu_new ();
  all = g_menu_new ();
  each = g_menu_new ();
  proof = sb_session_get_space_proof (session);
  fill_all_spaces (all, proof);
  g_signal_connect_object (proof, "changed", G_CALLBACK (proof_cb), all, 0);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (each));
  for (guint i = 0; i < MIN (n_spaces, MAX_SPACES); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (spaces, i);
    SbDeviceSpace *space = sb_row_get_snapshot (row);
    const char *name = space != NULL ? sb_device_space_get_line (space, SB_DEVICE_SPACE_FIELD_NAME)
                                     : NULL;

    if (space != NULL)
      append_space (each, name != NULL ? name : _ ("Unnamed"), sb_row_get_id (row));
  }

  /* There each can be chosen. */
  if (n_spaces > MAX_SPACES) {
    g_autofree char *more = sb_words_n_more (n_spaces - MAX_SPACES);

    g_menu_append (each, more, "app.account");
  }

  return G_MENU_MODEL (menu);
}

/* Over the dialog that is open, if one is. */
static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (parent != NULL && !sb_is_shortcuts_window (parent))
    gtk_window_present (GTK_WINDOW (sb_shortcuts_window_new (parent)));
}

/* Over a dialog it would find what cannot be done there. */
static void
find_command_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (parent != NULL && !gtk_window_get_modal (parent))
    gtk_window_present (GTK_WINDOW (sb_command_finder_new (parent)));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (parent != NULL)
    sb_about_window_present (parent);
}

GMenuModel *
sb_main_menu_new (SbSession *session)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) here = g_menu_new ();
  g_autoptr (GMenu) account = g_menu_new ();
  g_autoptr (GMenu) help = g_menu_new ();
  g_autoptr (GMenuModel) spaces = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  spaces = create_spaces (session);
  if (spaces != NULL)
    g_menu_append_submenu (here, _ ("_Device Space"), spaces);
  append_action (here, "win.refresh", _ ("_Refresh"));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (here));

  append_action (account, "app.account", _ ("_Account…"));
  if (sb_account_is_demo (sb_session_get_account (session)))
    g_menu_append (account, _ ("_Start Afresh…"), "app.start-afresh");
  else
    g_menu_append (account, _ ("De_mo Tenant"), "app.demo");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (account));

  append_action (help, "app.find-command", _ ("_Find Command…"));
  append_action (help, "app.shortcuts", _ ("_Keyboard Shortcuts"));
  g_menu_append (help, _ ("A_bout Signalbox"), "app.about");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (help));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

void
sb_main_menu_install (GtkApplication *application)
{
  const GActionEntry entries[] = { { "find-command", find_command_cb },
                                   { "shortcuts", shortcuts_cb },
                                   { "about", about_cb } };

  g_return_if_fail (GTK_IS_APPLICATION (application));

  g_action_map_add_action_entries (G_ACTION_MAP (application),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   application);
}
