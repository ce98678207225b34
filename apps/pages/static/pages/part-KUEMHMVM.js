import{a}from"./part-5O5WPHBL.js";import"./part-KTWBO4JE.js";import"./part-2R65RWLH.js";import"./part-2JGN72WH.js";export{a as PushQuestion};
