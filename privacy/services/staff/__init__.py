"""Who works here: roles, agreements, trainings, breaches of duty, documents and teams."""
