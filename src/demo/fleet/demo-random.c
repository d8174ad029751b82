/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Chance without a sequence. Each number is a hash of the seed, of whom it concerns, of what it is
 * for and of how often that was asked before. So the simulation comes out the same whatever the
 * order of the requests in between, and nothing but these four needs to be kept over a restart.
 */

#define G_LOG_DOMAIN "demo-random"

#include "config.h"

#include "demo-random.h"

/* Sebastiano Vigna's splitmix64 finaliser: every bit of the result depends on every bit given. */
static guint64
mix (guint64 value)
{
  value += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

/* All but the count, for whoever asks for many of these. */
guint64
demo_random_begin (guint64 seed, guint64 subject, const char *purpose)
{
  guint64 hash = mix (seed);

  hash = mix (hash ^ subject);
  for (const char *p = purpose; *p != '\0'; p++)
    hash = mix (hash ^ (guint8) *p);

  return hash;
}

guint64
demo_random_hash (guint64 seed, guint64 subject, const char *purpose, guint64 count)
{
  return mix (demo_random_begin (seed, subject, purpose) ^ count);
}

/* Both ends included. */
gint64
demo_random_end (guint64 begun, guint64 count, gint64 low, gint64 high)
{
  return low + (gint64) (mix (begun ^ count) % (guint64) (high - low + 1));
}

/* Both ends included. */
gint64
demo_random_between (guint64 seed,
                     guint64 subject,
                     const char *purpose,
                     guint64 count,
                     gint64 low,
                     gint64 high)
{
  return demo_random_end (demo_random_begin (seed, subject, purpose), count, low, high);
}
