"""Letters in the browser: check your answers, preview, edit, download. Works without scripts; stores only encrypted."""
