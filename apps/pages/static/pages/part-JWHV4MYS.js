import{a,b}from"./part-WFXGFBQ7.js";import"./part-MYNKC27R.js";import"./part-XZQKVLZX.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
