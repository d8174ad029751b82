/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libFuzzer changes bytes; every other time it is given a document that went wrong as replies do.
 */

#define G_LOG_DOMAIN "fuzz-mutator"

#include "fuzz-wire.h"
#include "mutate.h"

#include <string.h>

size_t
LLVMFuzzerCustomMutator (uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) text = NULL;

  if (g_rand_boolean (rand))
    return LLVMFuzzerMutate (data, size, max_size);

  text = g_string_new_len ((const char *) data, (gssize) size);
  mutate (rand, text);
  size = MIN (text->len, max_size);
  memcpy (data, text->str, size);

  return size;
}
