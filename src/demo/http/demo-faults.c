/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which requests go wrong on purpose. What then happens is in demo-mischief.c. */

#define G_LOG_DOMAIN "demo-faults"

#include "config.h"

#include "demo-faults.h"

#include "demo-random.h"

typedef struct {
  DemoFault fault;
  char *method; /* or * */
  GPatternSpec *glob;
  double chance; /* 0 to 1 */
  gint64 first;  /* -1: any; else only so many of the first that match */
  guint64 asked;
} Rule;

struct _DemoFaults {
  GPtrArray *rules;
  guint64 seed;
};

typedef enum { NO_ARGUMENT, NUMBER, OPTIONAL_NUMBER, TEXT } Argument;

static const struct {
  const char *name;
  DemoFaultKind kind;
  Argument argument;
  gint64 preset;
} KINDS[] = {
  { "status", DEMO_FAULT_STATUS, NUMBER, 0 },
  { "retry-after", DEMO_FAULT_RETRY_AFTER, NUMBER, 0 },
  { "unavailable", DEMO_FAULT_UNAVAILABLE, OPTIONAL_NUMBER, 0 },
  { "hang", DEMO_FAULT_HANG, NO_ARGUMENT, 0 },
  { "hang-after", DEMO_FAULT_HANG_AFTER, NO_ARGUMENT, 0 },
  { "drop", DEMO_FAULT_DROP, NO_ARGUMENT, 0 },
  { "drop-after", DEMO_FAULT_DROP_AFTER, NO_ARGUMENT, 0 },
  { "slow", DEMO_FAULT_SLOW, NUMBER, 0 },
  { "trickle", DEMO_FAULT_TRICKLE, OPTIONAL_NUMBER, 1000 },
  { "truncate", DEMO_FAULT_TRUNCATE, NO_ARGUMENT, 0 },
  { "garbage", DEMO_FAULT_GARBAGE, NO_ARGUMENT, 0 },
  { "mistype", DEMO_FAULT_MISTYPE, NO_ARGUMENT, 0 },
  { "empty", DEMO_FAULT_EMPTY, NO_ARGUMENT, 0 },
  { "deep", DEMO_FAULT_DEEP, OPTIONAL_NUMBER, 100000 },
  { "huge", DEMO_FAULT_HUGE, OPTIONAL_NUMBER, 64 },
  { "bomb", DEMO_FAULT_BOMB, OPTIONAL_NUMBER, 64 },
  { "redirect", DEMO_FAULT_REDIRECT, TEXT, 0 },
};

static const char HELP[] =
  "Faults:\n"
  "  METHOD is GET, POST, PUT, DELETE or *. PATH-GLOB is compared with the whole path without the\n"
  "  query; * also stands for slashes. The first rule that matches and fires counts.\n"
  "  RATE is a chance from 0 to 1 (0.25), or firstN for the first N requests that match (first3).\n"
  "  KIND is one of\n"
  "    status=CODE          an error envelope with this status; nothing is carried out\n"
  "    retry-after=SECONDS  429 with Retry-After; nothing is carried out\n"
  "    unavailable[=SECONDS] 503, with Retry-After if given; nothing is carried out\n"
  "    hang                 accept and never answer; nothing is carried out\n"
  "    hang-after           carry out, then never answer\n"
  "    drop                 reset the connection; nothing is carried out\n"
  "    drop-after           carry out, then reset the connection\n"
  "    slow=MS              answer so much later; its Idempotency-Key is in use meanwhile\n"
  "    trickle[=MS]         the right answer, one byte every MS (default 1000)\n"
  "    truncate             the first half of the right answer, then the connection closes\n"
  "    garbage              a page of HTML that says it is JSON\n"
  "    mistype              the right answer with every value of another type\n"
  "    empty                200 without a body\n"
  "    deep[=LEVELS]        nested lists (default 100000)\n"
  "    huge[=MIB]           a very long answer (default 64)\n"
  "    bomb[=MIB]           the same compressed to a small one\n"
  "    redirect=URL         307 to URL\n"
  "  After any kind but status, retry-after, unavailable, hang, drop, garbage, empty, deep, huge,\n"
  "  bomb and redirect the request has been carried out.\n";

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_free (rule->fault.text);
  g_free (rule->method);
  g_clear_pointer (&rule->glob, g_pattern_spec_free);
  g_free (rule);
}

static gboolean
read_kind (Rule *rule, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);

  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++) {
    if (g_strcmp0 (KINDS[i].name, parts[0]) != 0)
      continue;

    rule->fault.kind = KINDS[i].kind;
    rule->fault.number = KINDS[i].preset;
    switch (KINDS[i].argument) {
    case NO_ARGUMENT:
      return parts[1] == NULL;
    case TEXT:
      rule->fault.text = g_strdup (parts[1]);
      return parts[1] != NULL;
    case OPTIONAL_NUMBER:
      if (parts[1] == NULL)
        return TRUE;
      G_GNUC_FALLTHROUGH;
    case NUMBER:
      return parts[1] != NULL
             && g_ascii_string_to_signed (parts[1], 10, 1, G_MAXINT32, &rule->fault.number, NULL)
             && (KINDS[i].kind != DEMO_FAULT_STATUS
                 || (rule->fault.number >= 200 && rule->fault.number < 600));
    default:
      g_assert_not_reached ();
    }
  }

  return FALSE;
}

static gboolean
read_rate (Rule *rule, const char *text)
{
  char *end = NULL;

  rule->first = -1;
  rule->chance = 1.0;
  if (g_str_has_prefix (text, "first"))
    return g_ascii_string_to_signed (text + 5, 10, 1, G_MAXINT64, &rule->first, NULL);

  rule->chance = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && rule->chance >= 0.0 && rule->chance <= 1.0;
}

static gboolean
is_method (const char *text)
{
  static const char *const METHODS[] = { "GET", "POST", "PUT", "DELETE", "*", NULL };

  return g_strv_contains (METHODS, text);
}

static gboolean
add_rule (DemoFaults *self, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ", -1);
  Rule *rule = g_new0 (Rule, 1);

  g_ptr_array_add (self->rules, rule);
  if (g_strv_length (words) == 4 && is_method (words[0]) && read_kind (rule, words[2])
      && read_rate (rule, words[3])) {
    rule->method = g_strdup (words[0]);
    rule->glob = g_pattern_spec_new (words[1]);
    return TRUE;
  }

  g_set_error (error,
               G_OPTION_ERROR,
               G_OPTION_ERROR_BAD_VALUE,
               "--fault takes 'METHOD PATH-GLOB KIND[=ARG] RATE', see --help; not “%s”",
               text);

  return FALSE;
}

DemoFaults *
demo_faults_new (char **texts, guint64 seed, GError **error)
{
  DemoFaults *self = g_new0 (DemoFaults, 1);

  self->seed = seed;
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!add_rule (self, texts[i], error)) {
      demo_faults_free (self);
      return NULL;
    }

  return self;
}

void
demo_faults_free (DemoFaults *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

static gboolean
fires (DemoFaults *self, guint index, Rule *rule)
{
  guint64 count = rule->asked++;

  if (rule->first >= 0)
    return count < (guint64) rule->first;

  return (double) demo_random_between (self->seed, index, "fault", count, 0, 999999)
         < rule->chance * 1000000.0;
}

/* (nullable): nothing goes wrong. */
const DemoFault *
demo_faults_choose (DemoFaults *self, const char *method, const char *path)
{
  for (guint i = 0; i < self->rules->len; i++) {
    Rule *rule = g_ptr_array_index (self->rules, i);

    if ((g_strcmp0 (rule->method, "*") == 0 || g_strcmp0 (rule->method, method) == 0)
        && g_pattern_spec_match_string (rule->glob, path) && fires (self, i, rule))
      return &rule->fault;
  }

  return NULL;
}

const char *
demo_faults_get_help (void)
{
  return HELP;
}
