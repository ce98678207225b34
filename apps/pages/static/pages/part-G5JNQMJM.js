import{a,b}from"./part-OPLGUY7I.js";import"./part-IU6DUSJV.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
