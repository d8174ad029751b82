/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "keyring"

#include "keyring.h"

#include "loop.h"

static void
acquired_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Stopping it would wait for libsecret to let go of it, which it never does. */
const char *
keyring_start_bus (void)
{
  static GTestDBus *bus = NULL;

  g_assert_null (bus);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  return g_test_dbus_get_bus_address (bus);
}

void
keyring_start_locked (void)
{
  static GDBusConnection *connection = NULL;
  g_autoptr (GError) error = NULL;
  gboolean acquired = FALSE;

  connection = g_dbus_connection_new_for_address_sync (
    keyring_start_bus (),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL,
    NULL,
    &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (connection,
                                "org.freedesktop.secrets",
                                G_BUS_NAME_OWNER_FLAGS_NONE,
                                acquired_cb,
                                NULL,
                                &acquired,
                                NULL);
  wait_until (acquired);
}
