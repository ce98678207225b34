import{a}from"./part-RSLLM7A5.js";import"./part-HZGD3ND4.js";import"./part-47OTB7WO.js";import"./part-NBJV24HO.js";import"./part-4MZ2GNLV.js";import"./part-SZDRBM6B.js";export{a as Excuses};
