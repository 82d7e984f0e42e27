"""The same road, thousands at a time: remittances, benefit records and case folders to one table of refused lines."""
