/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-names"

#include "config.h"

#include "demo-names.h"

const char *const DEMO_FIRST_NAMES[] = {
  "Adaeze",  "Anouk",  "Arjun",   "Beatriz", "Bram",  "Camille", "Chen",  "Dagny",   "Davide",
  "Elif",    "Emeka",  "Esther",  "Farid",   "Freya", "Gaurav",  "Greta", "Hamza",   "Hanna",
  "Ines",    "Ivan",   "Jelena",  "Jonas",   "Kaori", "Kofi",    "Leila", "Lorenzo", "Magda",
  "Mateus",  "Mirela", "Nadia",   "Niamh",   "Oskar", "Paula",   "Pavel", "Priya",   "Quentin",
  "Rosa",    "Ruben",  "Saoirse", "Selim",   "Sofia", "Tariq",   "Tomas", "Una",     "Viktor",
  "Wanjiru", "Yara",   "Zofia",   NULL,
};

const char *const DEMO_LAST_NAMES[] = {
  "Abara",    "Almeida",  "Andersen",  "Bakker",   "Banerjee", "Bianchi",  "Byrne",
  "Castillo", "Dvorak",   "Egede",     "Eriksson", "Fischer",  "Fontaine", "Gallo",
  "Haddad",   "Hakala",   "Horvat",    "Ito",      "Jansen",   "Kaya",     "Keller",
  "Kowalski", "Laurent",  "Lindqvist", "Mensah",   "Moreau",   "Mwangi",   "Nakamura",
  "Novak",    "O’Connor", "Okafor",    "Osei",     "Petrov",   "Quist",    "Reyes",
  "Rossi",    "Santos",   "Schulz",    "Sharma",   "Silva",    "Tanaka",   "Ueda",
  "Vargas",   "Visser",   "Wagner",    "Yilmaz",   "Zhang",    "Zima",     NULL,
};

const char *const DEMO_SITES[] = {
  "Amsterdam", "Bergen", "Bilbao", "Bruges", "Cork",    "Gdansk", "Ghent", "Graz",
  "Leipzig",   "Lyon",   "Malmö",  "Porto",  "Tampere", "Turin",  NULL,
};

const char *const DEMO_TEAMS[] = {
  "Board",
  "Customer Care",
  "Field Sales",
  "Finance",
  "Fleet Drivers",
  "Human Resources",
  "Installers",
  "IT Operations",
  "Legal",
  "Logistics",
  "Maintenance",
  "Marketing",
  "Quality",
  "Retail Staff",
  "Travelling Staff",
  "Warehouse",
  NULL,
};

/* Pretended carriers under the test network codes 001 and 999. */
const DemoNetwork DEMO_NETWORKS[] = {
  { "Nordtel", "001", "01", "8900101" },
  { "Meridian Mobile", "001", "02", "8900102" },
  { "Bluewave", "999", "10", "8999910" },
  { "Terracom", "999", "20", "8999920" },
};
const guint DEMO_N_NETWORKS = G_N_ELEMENTS (DEMO_NETWORKS);

const DemoModel DEMO_ESIM_PHONES[] = {
  { "iPhone12,1", "iPhone 11", "Apple", 64 },
  { "iPhone13,2", "iPhone 12", "Apple", 128 },
  { "iPhone14,5", "iPhone 13", "Apple", 128 },
  { "iPhone14,2", "iPhone 13 Pro", "Apple", 256 },
  { "iPhone14,7", "iPhone 14", "Apple", 128 },
  { "iPhone15,4", "iPhone 15", "Apple", 128 },
  { "iPhone14,6", "iPhone SE (3rd generation)", "Apple", 64 },
  { NULL },
};

const DemoModel DEMO_OLD_PHONES[] = {
  { "iPhone10,1", "iPhone 8", "Apple", 64 },
  { "iPhone10,3", "iPhone X", "Apple", 64 },
  { "iPhone9,1", "iPhone 7", "Apple", 32 },
  { NULL },
};

const DemoModel DEMO_TABLETS[] = {
  { "iPad13,1", "iPad Air (4th generation)", "Apple", 64 },
  { "iPad14,1", "iPad mini (6th generation)", "Apple", 64 },
  { "iPad12,1", "iPad (9th generation)", "Apple", 64 },
  { "iPad8,1", "iPad Pro 11-inch", "Apple", 256 },
  { NULL },
};

const DemoModel DEMO_MACS[] = {
  { "MacBookPro18,3", "MacBook Pro 14-inch", "Apple", 512 },
  { "Mac14,2", "MacBook Air (M2)", "Apple", 256 },
  { "Macmini9,1", "Mac mini", "Apple", 256 },
  { NULL },
};

const DemoModel DEMO_ANDROIDS[] = {
  { "Pixel 7", "Pixel 7", "Google", 128 },
  { "SM-A546B", "Galaxy A54", "samsung", 128 },
  { "SM-G736B", "Galaxy XCover6 Pro", "samsung", 128 },
  { NULL },
};

const DemoModel DEMO_MODEM_PCS[] = {
  { "Surface Pro 9 With 5G", "Surface Pro 9 with 5G", "Microsoft Corporation", 256 },
  { "21HM004NMH", "ThinkPad X1 Carbon Gen 11", "LENOVO", 512 },
  { "HP EliteBook 840 14 inch G10 Notebook PC", "EliteBook 840 G10", "HP", 512 },
  { "Latitude 7440", "Latitude 7440", "Dell Inc.", 512 },
  { "Latitude 9440 2-in-1", "Latitude 9440 2-in-1", "Dell Inc.", 1024 },
  { NULL },
};

const DemoModel DEMO_PLAIN_PCS[] = {
  { "OptiPlex 7010", "OptiPlex 7010", "Dell Inc.", 512 },
  { "HP ProDesk 400 G9 SFF", "ProDesk 400 G9", "HP", 256 },
  { "ThinkCentre M75q Gen 2", "ThinkCentre M75q Gen 2", "LENOVO", 256 },
  { NULL },
};
