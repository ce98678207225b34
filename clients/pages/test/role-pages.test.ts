/** The teacher's and the office's parts hold what the person's permissions open. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { hasOfficePages } from "../src/office/page-permissions.ts";
import { getOfficePages } from "../src/office/role-pages.ts";
import { canOpenPage, hasTeacherPages } from "../src/teacher/page-permissions.ts";
import { getTeacherPages } from "../src/teacher/role-pages.ts";

const ALL = [
  "attendance.mark",
  "attendance.import",
  "attendance.decide_excuses",
  "homework.assign",
  "homework.review",
  "rooms.read",
];

function pagesOf(...permissions: string[]): string[] {
  return Object.keys(getTeacherPages({ permissions }).pages).sort();
}

test("who may do all that teachers do has every page", () => {
  assert.deepEqual(pagesOf(...ALL), [
    "",
    "assignment/:id",
    "assignments",
    "excuses",
    "menu",
    "register/:id",
    "review",
    "review/:id",
    "wall/:id",
  ]);
  assert.equal(getTeacherPages({ permissions: ALL }).menu.length, 5);
});

test("a role that is cut narrower has fewer, in the menu too", () => {
  assert.deepEqual(pagesOf("attendance.mark"), ["", "menu", "register/:id"]);
  assert.deepEqual(pagesOf("homework.review"), ["", "menu", "review", "review/:id", "wall/:id"]);
  assert.deepEqual(
    getTeacherPages({ permissions: ["homework.assign"] }).menu.map(([to]) => to),
    ["", "assignments", "messages", "menu"],
  );
});

test("who lets children in has the page for it, and teaches not by that alone", () => {
  const permissions = ["accounts.open_child_device"];
  assert.deepEqual(pagesOf(...permissions), ["", "menu", "opening"]);
  assert.equal(hasTeacherPages({ permissions }), false);
});

test("all that teachers do is none of what only the office does, taking in marks included", () => {
  assert.deepEqual(
    [hasOfficePages({ permissions: ALL }), hasOfficePages({ permissions: [...ALL, "courses.import"] })],
    [false, true],
  );
  assert.deepEqual(Object.keys(getOfficePages({ permissions: ["attendance.import"] }).pages), [
    "",
    "marks",
    "marks/:id",
    "menu",
  ]);
});

test("who holds none of it teaches not", () => {
  assert.deepEqual(
    [hasTeacherPages({ permissions: ["lessons.read"] }), hasTeacherPages({ permissions: ALL })],
    [false, true],
  );
  assert.equal(canOpenPage({ permissions: [] }, "messages"), true);
});

test("who answers excuses does so in the office too, and runs nothing by that alone", () => {
  const permissions = ["attendance.decide_excuses"];
  assert.deepEqual(Object.keys(getOfficePages({ permissions }).pages).sort(), ["", "excuses", "menu"]);
  assert.deepEqual(
    [hasOfficePages({ permissions }), hasOfficePages({ permissions: [...permissions, "groups.see_all"] })],
    [false, true],
  );
});

test("the office lets a child in where it may also look for people, and runs nothing by the first alone", () => {
  const opener = ["accounts.open_child_device"];
  assert.deepEqual(Object.keys(getOfficePages({ permissions: opener }).pages), ["", "menu"]);
  assert.ok("opening" in getOfficePages({ permissions: [...opener, "accounts.view_people"] }).pages);
  assert.equal(hasOfficePages({ permissions: opener }), false);
});
