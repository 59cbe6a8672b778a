"""Labelled people, some of them registered twice: what finding duplicates is measured on (IC-2).

Written without a look at how the product finds them, and never to be fitted to it: `labelled` makes the data,
`scoring` judges scored pairs, `baselines/` are two open libraries on the same data.
"""
