/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server or a person called something, on its own and inside a sentence. */

#define G_LOG_DOMAIN "sb-words-name"

#include "config.h"

#include "sb-words.h"

#include "sb-line.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

/* Marks of direction, which nobody sees. */
#define LEFT_TO_RIGHT "\xe2\x80\x8e"
#define RIGHT_TO_LEFT "\xe2\x80\x8f"
#define FIRST_STRONG  "\xe2\x81\xa8"
#define POP           "\xe2\x81\xa9"

/* Where Unicode has the letters that are written from right to left. */
static gboolean
is_right_to_left (gunichar c)
{
  return (c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xfe00) || (c >= 0xfe70 && c < 0xff00)
         || (c >= 0x10800 && c < 0x11000) || (c >= 0x1e800 && c < 0x1f000);
}

static gboolean
has_right_to_left (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    if (is_right_to_left (g_utf8_get_char (at)))
      return TRUE;
  }

  return FALSE;
}

/**
 * sb_words_name:
 * @name: (nullable): a name as it came
 *
 * Returns: (transfer full): the name where it stands alone: one readable line, or "Unnamed" where
 *   there is nothing to see in it
 */
char *
sb_words_name (const char *name)
{
  char *line = sb_line_new (name, SB_LINE_MAX_CHARS);

  /* Translators: in the place of a name that is empty or has nothing in it that can be seen */
  return line != NULL ? line : g_strdup (_ ("Unnamed"));
}

/**
 * sb_words_isolate:
 * @text: one readable line that a server or a person wrote
 *
 * For sentences, and for lines of several parts. A text is isolated where it may be written in the
 * other direction than the language, or it would turn what stands around it. The mark before it
 * keeps a sentence that begins with it in the direction of the language, since Pango takes that
 * from the first letter, isolated or not. Other texts need no marks, and have none, so that they
 * are found and read out as they are.
 *
 * Returns: (transfer full): the text inside a sentence
 */
char *
sb_words_isolate (const char *text)
{
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!rtl && !has_right_to_left (text))
    return g_strdup (text);

  return g_strconcat (rtl ? RIGHT_TO_LEFT : LEFT_TO_RIGHT, FIRST_STRONG, text, POP, NULL);
}

/**
 * sb_words_name_in:
 * @name: (nullable): a name as it came
 *
 * Returns: (transfer full): the name inside a sentence: [func@words_name], isolated
 */
char *
sb_words_name_in (const char *name)
{
  g_autofree char *line = sb_words_name (name);

  return sb_words_isolate (line);
}

/**
 * sb_words_names:
 * @names: (element-type utf8): what there are, each as it stands in a sentence
 *
 * Returns: (transfer full): them in one line, as many as there is room for and how many more there
 *   are: "Nordtel, Roaming and 12 more"
 */
char *
sb_words_names (GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);
  glong n_chars = 0;

  g_return_val_if_fail (names != NULL, NULL);

  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);

    n_chars += g_utf8_strlen (name, -1);
    if (i > 0 && n_chars > SB_LINE_MAX_VALUE_CHARS) {
      gulong n_more = names->len - i;

      /* Translators: names, and how many more there are */
      return g_strdup_printf (ngettext ("%s and %lu more", "%s and %lu more", n_more),
                              text->str,
                              n_more);
    }
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sb_words_id:
 * @id: (nullable): what a server knows something by, where there is no name
 *
 * Returns: (transfer full): the id as it can be shown
 */
char *
sb_words_id (const char *id)
{
  char *line = sb_line_new (id, SB_LINE_MAX_CHARS / 2);

  return line != NULL ? line : g_strdup ("?");
}
