import{a}from"./part-VY5XP2LZ.js";import"./part-FNVG5AXH.js";import"./part-D24SP6IK.js";import"./part-ZFLYZZCX.js";export{a as PushQuestion};
