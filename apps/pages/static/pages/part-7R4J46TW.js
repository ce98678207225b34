import{a}from"./part-YLH3K5GE.js";import"./part-D6J6DOA2.js";import"./part-25KQ4UQ7.js";import"./part-KSI5K4CI.js";import"./part-KXA3UQOU.js";import"./part-VRPGTCOM.js";export{a as Excuses};
